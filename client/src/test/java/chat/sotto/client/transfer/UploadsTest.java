package chat.sotto.client.transfer;

import static chat.sotto.client.transfer.TransferBench.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.StoredUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
  @TempDir Path folder;
  private TransferBench bench;

  @BeforeEach
  void open() {
    bench = new TransferBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private byte[] opened(SealedFile file) throws IOException {
    return new AttachmentCipher(file.key(), CHAT, file.id())
        .opening(new ByteArrayInputStream(bench.sealedBytes(file.id())))
        .readAllBytes();
  }

  private void nothingIsLeft() {
    assertThat(bench.spooled()).isEmpty();
    await().untilAsserted(() -> assertThat(bench.profile.transfers().uploads()).isEmpty());
    assertThat(bench.delivered).isEmpty();
    assertThat(bench.server.stored).isEmpty();
    assertThat(bench.server.open).isEmpty();
  }

  private static void failsWith(Reason reason, CompletableFuture<SentMessage> answer) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(answer::join)
        .havingCause()
        .matches(e -> e instanceof SottoException s && s.is(reason), reason.name());
  }

  private void refused(Reason reason, Path file) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> bench.send(file))
        .matches(e -> e.is(reason), reason.name())
        .withMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 131_071, 131_072, 131_073, 262_087, 262_088, 262_089, 262_144, 1_048_519, 1_048_520,
        1_048_521, 2_097_079, 2_097_080, 2_097_081, 7_000_000
      })
  void send_anySize_arrivesSealedAndIsDescribed(int size) throws IOException {
    List<Long> told = new ArrayList<>();
    Path file = bench.file("a file.txt", size);

    SentMessage sent =
        bench
            .uploads()
            .send(
                CHAT,
                new FileToSend(file, "look", new Seq(1), false),
                (done, total) -> {
                  assertThat(total).isEqualTo(size);
                  told.add(done);
                })
            .answer()
            .join();

    assertThat(sent.seq()).isEqualTo(new Seq(1));
    SealedFile described = bench.describedLast();
    assertThat(described.info().name()).isEqualTo("a file.txt");
    assertThat(described.info().mediaType()).isEqualTo("text/plain");
    assertThat(described.info().size()).isEqualTo(size);
    assertThat(opened(described)).isEqualTo(TransferBench.content(size));
    assertThat(told).isSorted().endsWith((long) size);

    bench.uploads().settled(bench.delivered.get(0).clientId());
    assertThat(bench.spooled()).isEmpty();
    assertThat(bench.profile.transfers().uploads()).isEmpty();
  }

  @Test
  void send_connectionBreaksAgainAndAgain_goesOnWhereTheServerIs() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      bench.server.cuts.add(1 + random.nextLong(40_000));
    }

    var unused = bench.send(bench.file("a.bin", 5_000_000)).answer().join();

    assertThat(bench.server.cuts).isEmpty();
    assertThat(opened(bench.describedLast())).isEqualTo(TransferBench.content(5_000_000));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2_999_999, 3_000_001, 40_000_000})
  void send_fileGrowsOrShrinksMeanwhile_isTakenBack(long newLength) {
    Path file = bench.file("a.bin", 3_000_000);
    // Asked when the file's length is known and nothing of it is read.
    bench.server.whenAsked = () -> setLength(file, newLength);

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> bench.send(file))
        .matches(e -> e.is(Reason.FILE_CHANGED))
        .withMessageContaining(file.toString());
    nothingIsLeft();
  }

  private static void setLength(Path file, long length) {
    try (RandomAccessFile changing = new RandomAccessFile(file.toFile(), "rw")) {
      changing.setLength(length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path sparse(long length) throws IOException {
    Path file = folder.resolve("sparse");
    Files.createFile(file);
    setLength(file, length);
    return file;
  }

  @Test
  void send_whatIsNoFile_isRefusedAndNamed() throws IOException {
    refused(Reason.LOCAL_FILE, folder.resolve("missing"));
    refused(Reason.LOCAL_FILE, folder);
    refused(Reason.LOCAL_FILE, Path.of("/dev/null"));
    nothingIsLeft();
  }

  @Test
  void send_moreThanTheServerTakes_isRefusedBeforeAnythingIsSealed() {
    Path file = bench.file("a.bin", 100_000);
    bench.server.maxSize = AttachmentCipher.sealedLength(100_000) - 1;
    refused(Reason.ATTACHMENT_TOO_LARGE, file);

    bench.server.maxSize = AttachmentCipher.sealedLength(100_000);
    bench.server.quota = AttachmentCipher.sealedLength(100_000) - 1;
    refused(Reason.QUOTA_EXCEEDED, file);

    assertThat(bench.profile.directory().spool()).doesNotExist();
    nothingIsLeft();
    bench.server.quota = AttachmentCipher.sealedLength(100_000);
    assertThat(bench.send(file).answer().join()).isNotNull();
  }

  @Test
  void send_captionTooLong_isRefused() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(
            () ->
                bench
                    .uploads()
                    .send(
                        CHAT,
                        new FileToSend(bench.file("a", 1), "x".repeat(16_385), null, false),
                        TransferListener.NONE))
        .matches(e -> e.is(Reason.PAYLOAD_TOO_LARGE));
  }

  @Test
  void send_serverRefusesWhileItComes_isTakenBack() throws IOException {
    for (Reason reason : List.of(Reason.QUOTA_EXCEEDED, Reason.CHAT_NOT_FOUND)) {
      bench.server.endings.add(reason);
      Uploads.Taken taken = bench.send(bench.file("a.bin", 10_000));

      failsWith(reason, taken.answer());
      bench.server.open.clear();
      nothingIsLeft();
    }
  }

  @Test
  void send_digestDiffersOnce_isSentAnewAndTwiceIsRefused() throws IOException {
    bench.server.endings.add(Reason.DIGEST_MISMATCH);
    var unused = bench.send(bench.file("a.bin", 300_000)).answer().join();
    assertThat(opened(bench.describedLast())).isEqualTo(TransferBench.content(300_000));
    bench.uploads().settled(bench.delivered.remove(0).clientId());
    bench.server.stored.clear();

    bench.server.endings.add(Reason.DIGEST_MISMATCH);
    bench.server.endings.add(Reason.DIGEST_MISMATCH);
    failsWith(Reason.DIGEST_MISMATCH, bench.send(bench.file("a.bin", 300_000)).answer());
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CHUNK_MISPLACED",
        "CHUNK_DAMAGED",
        "UPLOAD_SUPERSEDED",
        "SLOW_DOWN",
        "LIMIT_REACHED"
      })
  void send_serverHasAPassingFault_isTriedAgain(String reason) {
    bench.server.endings.add(Reason.valueOf(reason));

    assertThat(bench.send(bench.file("a.bin", 300_000)).answer().join()).isNotNull();
  }

  @Test
  void send_serverUnreachable_isTakenAndGoesOnAfterRestart() throws IOException {
    bench.patience = Duration.ZERO;
    bench.restart();
    bench.server.unreachable = true;
    Uploads.Taken taken = bench.send(bench.file("a.bin", 2_000_000));
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> taken.answer().join())
        .havingCause()
        .matches(e -> e instanceof SottoException s && s.is(Reason.SERVER_UNREACHABLE))
        .matches(e -> ((SottoException) e).hint().orElseThrow().contains("kept in the profile"));
    Files.delete(folder.resolve("a.bin"));

    bench.patience = Duration.ofSeconds(30);
    bench.restart();
    bench.server.unreachable = false;
    bench.server.cuts.add(700_000L);
    bench.uploads().resume();

    await().until(() -> bench.delivered.size() == 1);
    assertThat(opened(bench.describedLast())).isEqualTo(TransferBench.content(2_000_000));
  }

  @Test
  void send_serverUnreachableForAWhile_goesOnByItselfWhereTheSessionStays() {
    bench.patience = Duration.ZERO;
    bench.staysConnected = true;
    bench.restart();
    bench.server.unreachable = true;
    failsWith(Reason.SERVER_UNREACHABLE, bench.send(bench.file("a.bin", 10)).answer());

    bench.server.unreachable = false;

    await().until(() -> bench.delivered.size() == 1);
  }

  /** A file that was taken by a process that has ended since. */
  private void left() {
    bench.patience = Duration.ZERO;
    bench.restart();
    bench.server.unreachable = true;
    failsWith(Reason.SERVER_UNREACHABLE, bench.send(bench.file("a.bin", 10)).answer());
    bench.patience = Duration.ofSeconds(30);
    bench.restart();
    bench.server.unreachable = false;
  }

  private void isKeptToBeRead() {
    await().until(() -> !bench.profile.transfers().refused(CHAT).isEmpty());
    assertThat(bench.profile.transfers().uploads()).hasSize(1);
    await().until(() -> bench.spooled().isEmpty());
    // The next process neither sends it nor loses it.
    bench.restart();
    bench.uploads().resume();
    assertThat(bench.profile.transfers().refused(CHAT)).hasSize(1);
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void resume_serverRefuses_messageIsKeptToBeRead() {
    left();
    bench.server.endings.add(Reason.QUOTA_EXCEEDED);

    bench.uploads().resume();

    isKeptToBeRead();
  }

  @Test
  void resume_fileIsMissing_messageIsKeptToBeRead() throws IOException {
    left();
    Files.delete(bench.spooled().get(0));

    bench.uploads().resume();

    isKeptToBeRead();
  }

  @Test
  void resume_whileOthersAreSent_takesOneOfTheirPlaces() {
    left();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch tooMany = new CountDownLatch(TransferParts.AT_A_TIME + 1);
    bench.server.whenUploading =
        () -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          tooMany.countDown();
          try {
            var unused = tooMany.await(500, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          now.decrementAndGet();
        };

    for (int i = 0; i < TransferParts.AT_A_TIME; i++) {
      var unused = bench.send(bench.file("b.bin", 10));
    }
    bench.uploads().resume();

    await().until(() -> bench.delivered.size() == TransferParts.AT_A_TIME + 1);
    assertThat(most).hasValue(TransferParts.AT_A_TIME);
  }

  @Test
  void close_duringAnUpload_keepsWhatIsTaken() throws IOException {
    bench.server.unreachable = true;
    Uploads.Taken taken = bench.send(bench.file("a.bin", 2_000_000));

    bench.restart();
    failsWith(Reason.SERVER_UNREACHABLE, taken.answer());
    assertThat(bench.profile.transfers().uploads())
        .singleElement()
        .matches(upload -> upload.stage() == StoredUpload.Stage.SEALED);
    bench.server.unreachable = false;
    bench.uploads().resume();

    await().until(() -> bench.delivered.size() == 1);
  }

  @Test
  void send_interruptedWhileItIsSealed_isTakenBackHereAndThere() throws Exception {
    Path file = sparse(2_000_000_000L);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread sender =
        new Thread(
            () -> {
              Thread self = Thread.currentThread();
              try {
                var unused =
                    bench
                        .uploads()
                        .send(
                            CHAT,
                            new FileToSend(file, "", null, false),
                            (done, total) -> {
                              if (done > 0) {
                                self.interrupt();
                              }
                            });
                interrupted.complete(false);
              } catch (SottoException e) {
                interrupted.complete(self.isInterrupted());
              }
            });
    sender.start();

    assertThat(interrupted.join()).isTrue();
    nothingIsLeft();
    assertThat(bench.server.deleted).hasSize(1);
  }

  @Test
  void restart_whileItWasSealed_removesTheFileAndTellsTheServer() throws IOException {
    AttachmentId id = AttachmentId.random();
    StoredUpload half =
        StoredUpload.beginning(
            CHAT, ClientMessageId.random(), id, "0123456789abcdef", Instant.EPOCH);
    bench.profile.transfers().put(half);
    Files.createDirectory(bench.profile.directory().spool());
    Files.write(bench.profile.directory().spool().resolve(half.spool()), new byte[10]);
    Files.write(bench.profile.directory().spool().resolve("orphan"), new byte[10]);

    bench.restart();
    assertThat(bench.spooled()).isEmpty();
    bench.uploads().resume();

    await().until(() -> bench.server.deleted.equals(List.of(id)));
    nothingIsLeft();
  }

  @Test
  void restart_messageStoredMeanwhile_removesItsFile() {
    var unused = bench.send(bench.file("a.bin", 10)).answer().join();
    bench.restart();
    assertThat(bench.spooled()).hasSize(1);

    bench.profile.outbox().remove(bench.delivered.get(0).clientId());
    bench.restart();

    assertThat(bench.spooled()).isEmpty();
    assertThat(bench.profile.transfers().uploads()).isEmpty();
  }

  @Test
  void again_serverLostTheFile_isSentFromTheSpoolAFewTimes() throws IOException {
    var unused = bench.send(bench.file("a.bin", 2_000_000)).answer().join();
    ClientMessageId message = bench.delivered.get(0).clientId();

    for (int i = 0; i < 3; i++) {
      bench.server.stored.clear();
      CompletableFuture<SentMessage> answer = new CompletableFuture<>();
      assertThat(bench.uploads().again(message, answer)).isTrue();
      assertThat(answer.join()).isNotNull();
      assertThat(opened(bench.describedLast())).isEqualTo(TransferBench.content(2_000_000));
    }

    assertThat(bench.uploads().again(message, new CompletableFuture<>())).isFalse();
    assertThat(bench.uploads().again(ClientMessageId.random(), new CompletableFuture<>()))
        .isFalse();
  }

  @Test
  void send_spoolIsFull_saysSoAndLeavesNothing() throws IOException {
    // A folder that is a file has no room for anything.
    Files.writeString(bench.profile.directory().spool(), "");
    Path file = bench.file("a.bin", 10);

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> bench.send(file))
        .matches(e -> e.is(Reason.LOCAL_FILE))
        .withMessageContaining("spool");
    assertThat(bench.profile.transfers().uploads()).isEmpty();
  }

  @Test
  void chatDeleted_whileItIsSent_endsIt() throws IOException {
    bench.server.unreachable = true;
    Uploads.Taken taken = bench.send(bench.file("a.bin", 10));

    bench.profile.chats().delete(CHAT);
    bench.transfers().chatDeleted(CHAT);

    failsWith(Reason.CHAT_NOT_FOUND, taken.answer());
    assertThat(bench.spooled()).isEmpty();
  }
}
