package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.sotto.it.wire.LittleDisk;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.BlobStore.Turn;
import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.blob.DirectoryBlobs;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under a blob: what had come stays, half of a chunk goes. */
class BlobDiskFullTest {
  private static final int CHUNK = 256 << 10;

  @TempDir Path folder;

  @Test
  void append_diskFull_isUnavailableAndGoesOnWhenThereIsRoom() throws IOException {
    Optional<LittleDisk> mounted = LittleDisk.mount(folder.resolve("disk"), 4);
    assumeThat(mounted)
        .as("a small file system of its own, which needs root and the right to mount")
        .isPresent();
    ByteString bytes = ProtocolBytes.random(10 * CHUNK);
    BlobId blob = new BlobId(1, 2);
    try (LittleDisk disk = mounted.orElseThrow();
        BlobStore store = DirectoryBlobs.open(disk.folder().resolve("attachments"))) {
      Path file = disk.folder().resolve("attachments/incoming/" + blob);
      // Not a whole number of chunks, so that the one that does not fit is written in part.
      Files.write(disk.folder().resolve("other"), new byte[(2 << 20) + CHUNK / 2]);
      int stored = 0;
      try (Turn turn = store.write(blob)) {
        for (StoreUnavailableException full = null; full == null; ) {
          try {
            turn.append(bytes.substring(stored, stored + CHUNK));
            stored += CHUNK;
          } catch (StoreUnavailableException e) {
            full = e;
          }
        }

        assertThat(stored).isBetween(CHUNK, bytes.size() - CHUNK);
        assertThat(turn.received()).isEqualTo(stored);
        assertThat(Files.size(file)).isEqualTo(stored);
        disk.fill();
        assertThatThrownBy(() -> store.write(new BlobId(1, 3)).append(bytes))
            .isInstanceOf(StoreUnavailableException.class);

        disk.free();
        Files.delete(disk.folder().resolve("other"));
        turn.append(bytes.substring(stored));
        assertThat(turn.complete(sha256(bytes))).isTrue();
      }

      try (var in = store.read(blob, 0).orElseThrow()) {
        assertThat(ByteString.readFrom(in)).isEqualTo(bytes);
      }
    }
  }

  private static ByteString sha256(ByteString bytes) {
    return ByteString.copyFrom(Hashing.sha256().hashBytes(bytes.toByteArray()).asBytes());
  }
}
