package chat.sotto.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashBesideTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 10_000_000})
  void finish_whateverTheLength_isTheHashOfWhatWasTaken(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String expected = Hashing.sha256().hashBytes(bytes).toString();

    try (HashBeside hash = HashBeside.on(threads)) {
      for (int at = 0; at < length; ) {
        byte[] buffer = hash.buffer();
        int part = Math.min(buffer.length, length - at);
        System.arraycopy(bytes, at, buffer, 0, part);
        hash.take(buffer, part);
        at += part;
      }
      hash.take(hash.buffer(), 0);
      assertThat(hash.finish()).isEqualTo(expected);
    }
  }

  @Test
  @Timeout(60)
  void buffer_hashingIsSlow_waitsInsteadOfTakingMoreMemory() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (HashBeside hash =
            HashBeside.on(
                work ->
                    threads.execute(
                        () -> {
                          awaitQuietly(go);
                          work.run();
                        }));
        Release release = go::countDown) {
      byte[] last = new byte[0];
      for (int lent = 0; lent < 4; lent++) {
        last = hash.buffer();
        Arrays.fill(last, (byte) lent);
        hash.take(last, last.length);
      }
      CompletableFuture<byte[]> next = new CompletableFuture<>();
      Thread fifth =
          new Thread(
              () -> {
                try {
                  next.complete(hash.buffer());
                } catch (InterruptedException e) {
                  next.completeExceptionally(e);
                }
              });
      fifth.start();
      await().until(() -> fifth.getState() == Thread.State.WAITING);
      release.close();
      assertThat(next.get(10, TimeUnit.SECONDS)).hasSameSizeAs(last);
    }
  }

  /** Closed before the hash, which waits for its worker. */
  private interface Release extends AutoCloseable {
    @Override
    void close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
