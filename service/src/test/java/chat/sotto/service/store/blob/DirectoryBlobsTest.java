package chat.sotto.service.store.blob;

import static chat.sotto.service.contract.StoreContract.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.contract.DurableBlobStoreContract;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.BlobStore.Turn;
import chat.sotto.service.store.StoreUnavailableException;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder keeps the promises of a store of blobs, and those of its files. */
class DirectoryBlobsTest extends DurableBlobStoreContract {
  @TempDir Path temporary;

  @Override
  protected BlobStore open() {
    return DirectoryBlobs.open(folder());
  }

  @Override
  protected BlobStore reopen() {
    return open();
  }

  private Path folder() {
    return temporary.resolve("data").resolve("attachments");
  }

  private Path incoming(BlobId blob) {
    return folder().resolve("incoming").resolve(blob.toString());
  }

  private Path finished(BlobId blob) {
    return folder().resolve(blob.toString().substring(0, 2)).resolve(blob.toString());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void everyFileAndFolder_isTheOwnersAlone() throws IOException {
    complete(randomBytes(10));
    store.write(newBlob()).append(randomBytes(10));

    try (Stream<Path> all = Files.walk(folder())) {
      List<Path> paths = all.toList();
      assertThat(paths).hasSize(5);
      for (Path path : paths) {
        assertThat(mode(path))
            .as("%s", path)
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void complete_movesTheFile_whichWasNowhereElseBefore() throws IOException {
    BlobId blob = newBlob();
    ByteString bytes = randomBytes(100);
    try (Turn turn = store.write(blob)) {
      turn.append(bytes);
      assertThat(incoming(blob)).isRegularFile();
      assertThat(finished(blob)).doesNotExist();

      assertThat(turn.complete(sha256(bytes))).isTrue();

      assertThat(incoming(blob)).doesNotExist();
      assertThat(finished(blob)).hasBinaryContent(bytes.toByteArray());
    }
  }

  @Test
  void complete_wrongHash_leavesNoFile() throws IOException {
    BlobId blob = newBlob();
    try (Turn turn = store.write(blob)) {
      turn.append(randomBytes(100));
      assertThat(turn.complete(randomBytes(32))).isFalse();
    }
    try (Stream<Path> all = Files.walk(folder())) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99_999, 100_000})
  void reopen_afterACrashThatShortenedTheFile_goesOnFromThere(int left) throws IOException {
    ByteString bytes = randomBytes(150_000);
    BlobId blob = newBlob();
    store.write(blob).append(bytes.substring(0, 100_000));
    // As a killed process leaves it: nobody closes anything.
    try (FileChannel file = FileChannel.open(incoming(blob), StandardOpenOption.WRITE)) {
      file.truncate(left);
    }

    try (BlobStore other = reopen()) {
      assertThat(other.received(blob)).isEqualTo(left);
      try (Turn turn = other.write(blob)) {
        assertThat(turn.received()).isEqualTo(left);
        turn.append(bytes.substring(left));
        assertThat(turn.complete(sha256(bytes))).isTrue();
      }
    }
    assertThat(finished(blob)).hasBinaryContent(bytes.toByteArray());
  }

  @Test
  void reopen_afterACrashWithinAnAppend_goesOnBehindIt() throws IOException {
    ByteString bytes = randomBytes(150_000);
    BlobId blob = newBlob();
    store.write(blob).append(bytes.substring(0, 100_000));
    Files.write(
        incoming(blob), bytes.substring(100_000, 100_007).toByteArray(), StandardOpenOption.APPEND);

    try (BlobStore other = reopen();
        Turn turn = other.write(blob)) {
      assertThat(turn.received()).isEqualTo(100_007);
      turn.append(bytes.substring(100_007));
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    assertThat(finished(blob)).hasBinaryContent(bytes.toByteArray());
  }

  @Test
  void reopen_afterACrashThatLeftZeros_findsOutAndForgets() throws IOException {
    ByteString bytes = randomBytes(100_000);
    BlobId blob = newBlob();
    store.write(blob).append(bytes.substring(0, 50_000));
    Files.write(incoming(blob), new byte[50_000], StandardOpenOption.APPEND);

    try (BlobStore other = reopen();
        Turn turn = other.write(blob)) {
      assertThat(turn.received()).isEqualTo(100_000);
      assertThat(turn.complete(sha256(bytes))).isFalse();
      assertThat(other.received(blob)).isZero();
    }
    assertThat(finished(blob)).doesNotExist();
  }

  @Test
  void otherFiles_arePassedOver() throws IOException {
    BlobId blob = complete(randomBytes(10));
    Files.writeString(folder().resolve("README"), "not a blob");
    Files.writeString(folder().resolve("incoming").resolve("x".repeat(32)), "not a blob");
    Files.writeString(finished(blob).resolveSibling("A".repeat(32)), "not a blob");
    Files.createDirectory(folder().resolve("zz"));

    assertThat(store.list(Optional.empty(), 10)).containsExactly(blob);
  }

  @Test
  void files_areTheCompleteOnes() throws IOException {
    List<Path> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.add(finished(complete(randomBytes(10))));
    }
    store.write(newBlob()).append(randomBytes(10));

    List<Path> found = new ArrayList<>();
    store.files().orElseThrow().forEach(found::add);

    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(store.files().orElseThrow().folder()).isEqualTo(folder());
  }

  @Test
  void open_folderOpenToOthers_isRefusedWithWhatToDo() throws IOException {
    complete(randomBytes(10));
    store.close();
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-x---"));

    assertThatThrownBy(this::reopen)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("chmod 700 " + folder());
  }

  @Test
  void open_emptyFolderOpenToOthers_isMadePrivate() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwxr-xr-x"));

    DirectoryBlobs.open(empty).close();

    assertThat(mode(empty)).isEqualTo("rwx------");
  }

  @Test
  void open_folderWithOtherThings_isRefused() throws IOException {
    Path home = Files.createDirectory(temporary.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(home.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> DirectoryBlobs.open(home))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(home.toString())
        .hasMessageContaining("something else");
    assertThat(home).isDirectoryNotContaining("glob:**incoming");
  }

  @Test
  void open_aFile_isUnavailable() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatThrownBy(() -> DirectoryBlobs.open(file))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void folderThatCannotBeEntered_isUnavailable_andWorksAfterwards() throws IOException {
    ByteString bytes = randomBytes(100);
    BlobId blob = complete(bytes);
    BlobId begun = newBlob();
    // For root every folder can be entered; for nobody a file.
    Path shard = finished(blob).getParent();
    Path aside = folder().resolve("aside");
    Files.move(shard, aside);
    Files.createFile(shard);

    assertUnavailable(() -> store.findSize(blob));
    assertUnavailable(() -> store.read(blob, 0));
    assertUnavailable(() -> store.write(blob));
    assertUnavailable(() -> store.delete(blob));

    Files.delete(shard);
    Files.move(aside, shard);
    Files.move(folder().resolve("incoming"), aside);
    Files.createFile(folder().resolve("incoming"));
    assertUnavailable(() -> store.write(begun));
    assertUnavailable(() -> store.received(begun));
    assertUnavailable(() -> store.list(Optional.empty(), 1));
    Files.delete(folder().resolve("incoming"));
    Files.move(aside, folder().resolve("incoming"));

    assertThat(read(blob, 0)).isEqualTo(bytes);
    store.write(begun).append(bytes);
    assertThat(store.received(begun)).isEqualTo(100);
  }

  @Test
  void read_fileThatWasShortened_failsInsteadOfEnding() throws IOException {
    BlobId blob = complete(randomBytes(100_000));
    try (var in = store.read(blob, 0).orElseThrow()) {
      assertThat(in.readNBytes(10)).hasSize(10);
      try (FileChannel file = FileChannel.open(finished(blob), StandardOpenOption.WRITE)) {
        file.truncate(50_000);
      }

      assertUnavailable(
          () -> {
            try {
              in.readAllBytes();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  @Test
  void complete_finalPlaceCannotBeMade_keepsWhatHasCome() throws IOException {
    ByteString bytes = randomBytes(1000);
    BlobId blob = newBlob();
    Path shard = finished(blob).getParent();
    try (Turn turn = store.write(blob)) {
      turn.append(bytes);
      Files.createFile(shard);
      assertUnavailable(() -> turn.complete(sha256(bytes)));
    }
    Files.delete(shard);
    assertThat(store.received(blob)).isEqualTo(1000);

    try (Turn turn = store.write(blob)) {
      assertThat(turn.complete(sha256(bytes))).isTrue();
    }
    assertThat(read(blob, 0)).isEqualTo(bytes);
  }
}
