package chat.sotto.client.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path temporary;
  private Spool spool;

  @BeforeEach
  void make() {
    spool = new Spool(temporary.resolve("spool"));
  }

  private static CompletableFuture<byte[]> follow(GrowingFile file, long from) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (InputStream in = file.read(from)) {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  @Test
  void follow_whileItGrows_readsEverythingOnce() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(5).nextBytes(content);
    try (GrowingFile file = spool.grow("one")) {
      CompletableFuture<byte[]> follower = follow(file, 0);
      CompletableFuture<byte[]> late = follow(file, 1_000_000);
      for (int i = 0; i < content.length; i += 100_000) {
        file.append(content, i, 100_000);
      }
      assertThat(follower).isNotDone();
      file.end();

      assertThat(follower.join()).isEqualTo(content);
      assertThat(late.join()).hasSize(2_000_000);
      assertThat(file.length()).isEqualTo(content.length);
    }
  }

  @Test
  void grow_again_goesOnWhereItEnded() throws Exception {
    try (GrowingFile file = spool.grow("one")) {
      file.append(new byte[] {1, 2, 3}, 1, 2);
    }
    try (GrowingFile file = spool.grow("one")) {
      assertThat(file.length()).isEqualTo(2);
      file.append(new byte[] {4}, 0, 1);
      file.end();
    }
    try (GrowingFile file = spool.open("one")) {
      assertThat(follow(file, 0).join()).containsExactly(2, 3, 4);
    }
  }

  @Test
  void files_made_belongToTheirOwnerAlone() throws Exception {
    spool.grow("one").close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.path(""))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.path("one"))))
        .isEqualTo("rw-------");
  }

  @Test
  void fail_whileOthersWait_reachesWriterAndReaders() {
    GrowingFile file = spool.grow("one");
    CompletableFuture<byte[]> follower = follow(file, 0);

    file.fail(new SottoException(Reason.FILE_CHANGED, "it grew"));
    file.fail(new SottoException(Reason.INTERNAL, "later"));

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(follower::join)
        .withCauseInstanceOf(SpoolException.class)
        .withMessageContaining("it grew");
    assertThatExceptionOfType(SpoolException.class)
        .isThrownBy(() -> file.append(new byte[1], 0, 1))
        .matches(e -> e.failure().is(Reason.FILE_CHANGED));
    file.close();
  }

  @Test
  void close_unfinished_endsThoseWhoWait() {
    GrowingFile file = spool.grow("one");
    CompletableFuture<byte[]> follower = follow(file, 0);

    file.close();

    assertThatExceptionOfType(CompletionException.class).isThrownBy(follower::join);
  }

  @Test
  void read_interrupted_endsTheReaderAlone() throws Exception {
    try (GrowingFile file = spool.grow("one")) {
      AtomicReference<IOException> met = new AtomicReference<>();
      Thread reader =
          new Thread(
              () -> {
                try (InputStream in = file.read(0)) {
                  in.read();
                } catch (IOException e) {
                  met.set(e);
                }
              });
      reader.start();
      await().until(() -> reader.getState() == Thread.State.WAITING);
      reader.interrupt();
      reader.join();

      assertThat(met.get()).isInstanceOf(InterruptedIOException.class);
      file.append(new byte[] {9}, 0, 1);
      file.end();
      assertThat(follow(file, 0).join()).containsExactly(9);
    }
  }

  @Test
  void append_toAFullDisk_saysSoAndNamesTheFile() throws IOException {
    Files.createDirectories(spool.path(""));
    Files.createSymbolicLink(spool.path("full"), Path.of("/dev/full"));
    try (GrowingFile file = spool.grow("full")) {
      assertThatExceptionOfType(SpoolException.class)
          .isThrownBy(() -> file.append(new byte[1], 0, 1))
          .matches(e -> e.failure().is(Reason.LOCAL_FILE))
          .withMessageContaining("No space left")
          .withMessageContaining(spool.path("full").toString());
    }
  }

  @Test
  void open_missing_isALocalFailure() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> spool.open("none"))
        .matches(e -> e.is(Reason.LOCAL_FILE));
  }

  @Test
  void sweep_leftovers_deletesThemAndKeepsTheRest() {
    spool.sweep(Set::of);
    spool.grow("kept").close();
    spool.grow("left").close();

    spool.sweep(() -> Set.of("kept", "not here"));
    spool.delete("never there");

    assertThat(spool.path("kept")).exists();
    assertThat(spool.path("left")).doesNotExist();
  }
}
