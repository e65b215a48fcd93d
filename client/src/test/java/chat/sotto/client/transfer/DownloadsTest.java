package chat.sotto.client.transfer;

import static chat.sotto.client.transfer.TransferBench.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.StoredDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {
  private static final Seq SEQ = new Seq(5);

  @TempDir Path folder;
  private TransferBench bench;
  private Path saved = Path.of(".");

  @BeforeEach
  void open() throws IOException {
    bench = new TransferBench(folder);
    saved = Files.createDirectory(folder.resolve("saved"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** A file at the server, of which this device knows no more than a receiver. */
  private SealedFile received(int size) {
    SealedFile file = bench.sent(size);
    bench.uploads().settled(bench.delivered.get(bench.delivered.size() - 1).clientId());
    return file;
  }

  private SavedFile save(SealedFile file, String name) {
    return save(file, saved.resolve(name), false);
  }

  private SavedFile save(SealedFile file, Path path, boolean overwrite) {
    return bench
        .downloads()
        .save(CHAT, SEQ, file, new SaveTarget(path, overwrite), TransferListener.NONE);
  }

  private void fails(Reason reason, SealedFile file) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> save(file, "a"))
        .matches(e -> e.is(reason), reason.name());
    nothingIsSaved();
  }

  private void nothingIsSaved() {
    assertThat(list(saved)).isEmpty();
  }

  private static List<Path> list(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 131_072, 1_048_519, 1_048_520, 1_048_521, 2_097_079, 2_097_080, 2_097_081, 7_000_000
      })
  void save_anySize_isThereByteForByteAndAlone(int size) throws IOException {
    SealedFile file = received(size);
    List<Long> told = new ArrayList<>();

    SavedFile result =
        bench
            .downloads()
            .save(
                CHAT,
                SEQ,
                file,
                new SaveTarget(saved.resolve("b"), false),
                (done, total) -> told.add(done));

    assertThat(result).isEqualTo(new SavedFile(saved.resolve("b"), file.info()));
    assertThat(Files.readAllBytes(result.path())).isEqualTo(TransferBench.content(size));
    assertThat(list(saved)).containsExactly(result.path());
    assertThat(bench.spooled()).isEmpty();
    assertThat(bench.profile.transfers().downloads()).isEmpty();
    assertThat(told).isSorted().endsWith((long) size);
  }

  @Test
  void save_mode_isThatOfAnyFileOfTheUser() throws IOException {
    Path other = Files.createFile(folder.resolve("other"));

    SavedFile result = save(received(10), "a");

    assertThat(Files.getPosixFilePermissions(result.path()))
        .isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void save_intoAFolder_getsItsSendersNameMadeSafe() {
    SealedFile file = received(10);
    SealedFile evil = described(file, "../../.bash\u202Erc\u001b[2J");

    assertThat(save(evil, saved, false).path()).isEqualTo(saved.resolve("bashrc[2J"));
    assertThat(save(file, saved, false).path()).isEqualTo(saved.resolve("to-send.bin"));
  }

  private static SealedFile described(SealedFile file, String name) {
    FileInfo info = file.info();
    return new SealedFile(
        new FileInfo(name, info.mediaType(), info.size(), info.sha256(), null),
        file.id(),
        file.key(),
        file.sealedSha256());
  }

  @Test
  void save_whereSomethingIs_overwritesOnlyWhenTold() throws IOException {
    SealedFile file = received(10);
    Path there = Files.writeString(saved.resolve("a"), "mine");
    Files.createSymbolicLink(saved.resolve("dangling"), folder.resolve("nowhere"));

    for (Path path : List.of(there, saved.resolve("dangling"))) {
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> save(file, path, false))
          .matches(e -> e.is(Reason.FILE_EXISTS));
    }
    assertThat(Files.readString(there)).isEqualTo("mine");
    assertThat(bench.server.asked).isEmpty();

    assertThat(Files.readAllBytes(save(file, there, true).path()))
        .isEqualTo(TransferBench.content(10));
    assertThat(list(saved)).hasSize(2);
  }

  @Test
  void save_somethingAppearsMeanwhile_isNotOverwrittenAndNothingIsFetchedTwice()
      throws IOException {
    SealedFile file = received(3_000_000);
    Path path = saved.resolve("a");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(
            () ->
                bench
                    .downloads()
                    .save(
                        CHAT, SEQ, file, new SaveTarget(path, false), (done, total) -> make(path)))
        .matches(e -> e.is(Reason.FILE_EXISTS));
    assertThat(Files.readString(path)).isEqualTo("theirs");
    assertThat(list(saved)).hasSize(1);

    assertThat(Files.readAllBytes(save(file, "b").path()))
        .isEqualTo(TransferBench.content(3_000_000));
    assertThat(bench.server.asked).hasSize(1);
  }

  private static void make(Path path) {
    try {
      Files.writeString(path, "theirs");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void save_noFolderThere_isRefusedAndNamed() {
    SealedFile file = received(10);

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> save(file, saved.resolve("none/a"), false))
        .matches(e -> e.is(Reason.LOCAL_FILE))
        .withMessageContaining(saved.resolve("none").toString());
  }

  @Test
  void save_connectionBreaksAgainAndAgain_goesOnWhereItWas() throws IOException {
    SealedFile file = received(5_000_000);
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      bench.server.cuts.add(1 + random.nextLong(40_000));
    }

    SavedFile result = save(file, "a");

    assertThat(Files.readAllBytes(result.path())).isEqualTo(TransferBench.content(5_000_000));
    assertThat(bench.server.asked).hasSize(201).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void save_serverUnreachable_keepsWhatHasComeForTheNextTime() throws IOException {
    SealedFile file = received(5_000_000);
    bench.patience = Duration.ZERO;
    bench.restart();
    bench.server.cuts.add(3_000_000L);

    fails(Reason.SERVER_UNREACHABLE, file);
    assertThat(bench.spooled()).hasSize(1);
    keepsEntry(file);
    bench.restart();
    assertThat(Files.readAllBytes(save(file, "a").path()))
        .isEqualTo(TransferBench.content(5_000_000));

    assertThat(bench.server.asked.get(bench.server.asked.size() - 1)).isGreaterThan(2_999_999);
  }

  /** The message is in the history, so that what came of it is no leftover. */
  private void keepsEntry(SealedFile file) {
    History.add(bench.profile, CHAT, SEQ, file);
  }

  @Test
  void save_serverHasFaultsOfItsOwn_isTriedAgain() throws IOException {
    SealedFile file = received(100_000);
    bench.server.faults.addAll(
        List.of(
            Reason.INTERNAL,
            Reason.SLOW_DOWN,
            Reason.LIMIT_REACHED,
            Reason.BAD_RESPONSE,
            Reason.INTERNAL));

    assertThat(Files.readAllBytes(save(file, "a").path()))
        .isEqualTo(TransferBench.content(100_000));
  }

  @Test
  void save_serverKeepsFailing_saysWhyAndKeepsWhatHasCome() {
    SealedFile file = received(2_000_000);
    bench.patience = Duration.ZERO;
    bench.restart();
    bench.server.cuts.add(1_500_000L);
    fails(Reason.SERVER_UNREACHABLE, file);
    bench.server.faults.add(Reason.INTERNAL);

    fails(Reason.INTERNAL, file);

    assertThat(bench.spooled()).hasSize(1);
  }

  @Test
  void save_moreThanTheDiskHas_saysSoAndFetchesNothing() {
    SealedFile file = received(1_000);
    FileInfo info = file.info();
    SealedFile huge =
        new SealedFile(
            new FileInfo(
                info.name(), info.mediaType(), AttachmentCipher.MAX_SIZE, info.sha256(), null),
            file.id(),
            file.key(),
            file.sealedSha256());

    fails(Reason.LOCAL_FILE, huge);

    assertThat(bench.server.asked).isEmpty();
    assertThat(bench.spooled()).isEmpty();
  }

  @Test
  void save_keptBytesDamagedHere_fetchesAnew() throws IOException {
    SealedFile file = received(2_000_000);
    bench.patience = Duration.ZERO;
    bench.restart();
    bench.server.cuts.add(1_500_000L);
    fails(Reason.SERVER_UNREACHABLE, file);
    Path kept = bench.spooled().get(0);
    byte[] bytes = Files.readAllBytes(kept);
    Arrays.fill(bytes, 1_000, 2_000, (byte) 0);
    Files.write(kept, bytes);

    assertThat(Files.readAllBytes(save(file, "a").path()))
        .isEqualTo(TransferBench.content(2_000_000));
  }

  static Stream<UnaryOperator<byte[]>> lies() {
    return Stream.of(
        bytes -> flip(bytes, 0),
        bytes -> flip(bytes, 100),
        bytes -> flip(bytes, bytes.length - 1),
        bytes -> Arrays.copyOf(bytes, bytes.length - 1),
        bytes -> Arrays.copyOf(bytes, 1_048_576),
        bytes -> Arrays.copyOf(bytes, bytes.length + 1),
        bytes -> new byte[bytes.length],
        bytes -> new byte[0]);
  }

  private static byte[] flip(byte[] bytes, int place) {
    bytes[place] ^= 1;
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("lies")
  void save_serverServesSomethingElse_isDamagedAndNothingIsSaved(UnaryOperator<byte[]> lie) {
    SealedFile file = received(2_000_000);
    bench.server.served = lie;

    fails(Reason.ATTACHMENT_DAMAGED, file);
    assertThat(bench.spooled()).isEmpty();

    // The same with a length that is right.
    bench.server.claimed = length -> file.sealedSize();
    fails(Reason.ATTACHMENT_DAMAGED, file);
    assertThat(bench.spooled()).isEmpty();
    assertThat(bench.profile.transfers().downloads()).isEmpty();
  }

  @Test
  void save_serverClaimsAnotherLength_isRefusedBeforeAByteIsKept() {
    SealedFile file = received(2_000_000);
    bench.server.claimed = length -> length + 1;

    fails(Reason.ATTACHMENT_DAMAGED, file);
    assertThat(bench.server.accepted).hasValue(0);
  }

  @Test
  void save_serverDoesNotEnd_fillsNoDisk() {
    SealedFile file = received(2_000_000);
    bench.server.served = bytes -> Arrays.copyOf(bytes, 50_000_000);
    bench.server.claimed = length -> file.sealedSize();

    fails(Reason.ATTACHMENT_DAMAGED, file);
    assertThat(bench.server.accepted.get()).isLessThanOrEqualTo(file.sealedSize());
  }

  @Test
  void save_serverServesAnotherFile_isDamaged() {
    SealedFile one = received(2_000_000);
    byte[] other = bench.sealedBytes(received(2_000_000).id());
    bench.server.served = bytes -> other;

    fails(Reason.ATTACHMENT_DAMAGED, one);
  }

  @Test
  void save_descriptionDiffersFromWhatWasSealed_isDamaged() {
    SealedFile file = received(1_000);
    FileInfo info = file.info();
    FileInfo otherDigest = new FileInfo("a", "b", info.size(), "00".repeat(32), null);

    fails(
        Reason.ATTACHMENT_DAMAGED,
        new SealedFile(otherDigest, file.id(), file.key(), file.sealedSha256()));
    fails(
        Reason.ATTACHMENT_DAMAGED,
        new SealedFile(
            new FileInfo("a", "b", 999, info.sha256(), null),
            file.id(),
            file.key(),
            file.sealedSha256()));
  }

  @Test
  void save_serverHasItNoMore_saysSo() {
    SealedFile file = received(1_000);
    bench.server.stored.clear();

    fails(Reason.ATTACHMENT_NOT_FOUND, file);
  }

  @Test
  void save_interrupted_savesNothingAndKeepsWhatCame() throws Exception {
    SealedFile file = received(20_000_000);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread saver =
        new Thread(
            () -> {
              Thread self = Thread.currentThread();
              try {
                var unused =
                    bench
                        .downloads()
                        .save(
                            CHAT,
                            SEQ,
                            file,
                            new SaveTarget(saved.resolve("a"), false),
                            (done, total) -> self.interrupt());
                interrupted.complete(false);
              } catch (SottoException e) {
                interrupted.complete(self.isInterrupted());
              }
            });
    saver.start();

    assertThat(interrupted.join()).isTrue();
    nothingIsSaved();
    assertThat(bench.profile.transfers().downloads()).hasSize(1);
    assertThat(Files.readAllBytes(save(file, "a").path()))
        .isEqualTo(TransferBench.content(20_000_000));
  }

  @Test
  void save_theSameFileTwiceAtOnce_savesBoth() throws IOException {
    SealedFile file = received(3_000_000);
    List<CompletableFuture<SavedFile>> both =
        Stream.of("a", "b")
            .map(name -> CompletableFuture.supplyAsync(() -> save(file, name), bench.threads))
            .toList();

    for (CompletableFuture<SavedFile> one : both) {
      assertThat(Files.readAllBytes(one.join().path())).isEqualTo(TransferBench.content(3_000_000));
    }
    assertThat(bench.spooled()).isEmpty();
  }

  @Test
  void forget_messageDeleted_removesWhatCame() {
    SealedFile file = received(2_000_000);
    bench.patience = Duration.ZERO;
    bench.restart();
    bench.server.cuts.add(1_500_000L);
    fails(Reason.SERVER_UNREACHABLE, file);

    bench.downloads().forget(CHAT, new Seq(6));
    assertThat(bench.spooled()).hasSize(1);
    bench.downloads().forget(CHAT, SEQ);

    assertThat(bench.spooled()).isEmpty();
    assertThat(bench.profile.transfers().downloads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forget_whileItIsFetched_endsItAndNothingIsLeft(boolean wholeChat) {
    SealedFile file = received(1_000_000);
    bench.server.unreachable = true;
    CompletableFuture<SavedFile> saving =
        CompletableFuture.supplyAsync(() -> save(file, "a"), bench.threads);
    await().until(() -> !bench.profile.transfers().downloads().isEmpty());

    if (wholeChat) {
      bench.transfers().chatDeleted(CHAT);
    } else {
      bench.downloads().forget(CHAT, SEQ);
    }

    await().until(saving::isCompletedExceptionally);
    assertThat(bench.profile.transfers().downloads()).isEmpty();
    assertThat(bench.spooled()).isEmpty();
    nothingIsSaved();
  }

  @Test
  void restart_afterAKill_removesWhatWasBeingWritten() throws IOException {
    SealedFile file = received(2_000_000);
    Path temporary = saved.resolve(".sotto-" + "0a".repeat(16) + ".part");
    Path innocent = saved.resolve(".sotto-diary");
    for (Path left : List.of(temporary, innocent)) {
      Files.writeString(left, "half");
      bench
          .profile
          .transfers()
          .put(
              new StoredDownload(
                  CHAT,
                  SEQ,
                  left == temporary ? file.id() : AttachmentId.random(),
                  "spooled",
                  left.toString()));
    }
    Files.createDirectories(bench.profile.directory().spool());

    bench.restart();

    assertThat(list(saved)).containsExactly(innocent);
    // The message is in no history: nobody will ever ask for what came of it.
    assertThat(bench.profile.transfers().downloads()).isEmpty();
  }

  @Test
  void close_whileItIsSaved_endsIt() {
    SealedFile file = received(1_000_000);
    bench.server.unreachable = true;
    CompletableFuture<SavedFile> saving =
        CompletableFuture.supplyAsync(() -> save(file, "a"), bench.threads);
    await().until(() -> !bench.profile.transfers().downloads().isEmpty());

    bench.restart();

    await().until(saving::isCompletedExceptionally);
    nothingIsSaved();
  }
}
