package chat.sotto.client.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LatestTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch letThrough = new CountDownLatch(1);
  private final List<Long> told = new CopyOnWriteArrayList<>();
  private final Latest latest = new Latest(threads, (done, total) -> write(done));

  @AfterEach
  void stop() {
    letThrough.countDown();
    threads.shutdownNow();
  }

  private void write(long done) {
    begun.countDown();
    try {
      letThrough.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    told.add(done);
  }

  @Test
  @Timeout(30)
  void tell_callerDoesNotRead_returnsAtOnceAndTellsTheLastLater() throws Exception {
    latest.tell(1, 10);
    begun.await();
    latest.tell(2, 10);
    latest.tell(10, 10);
    assertThat(told).isEmpty();

    letThrough.countDown();
    latest.end();
    latest.tell(11, 10);

    assertThat(told).containsExactly(1L, 10L);
  }

  @Test
  @Timeout(30)
  void end_interrupted_waitsAndKeepsTheInterrupt() throws Exception {
    latest.tell(10, 10);
    begun.await();
    Thread.currentThread().interrupt();
    threads.execute(letThrough::countDown);

    latest.end();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).containsExactly(10L);
  }
}
