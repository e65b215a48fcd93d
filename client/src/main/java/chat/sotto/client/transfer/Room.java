package chat.sotto.client.transfer;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a disk has room, asked before anything moves. What it says may be wrong a moment later.
 */
final class Room {
  /** What is left to others, on a disk that is large enough. */
  private static final long RESERVE = 64L << 20;

  private static final int SMALLEST_PART = 16;

  private Room() {}

  /**
   * Fails if a disk has no room for so many bytes, and some that are left to others. A disk that
   * does not say what it has is tried.
   *
   * @throws SottoException {@code LOCAL_FILE}
   */
  static void require(Path wanted, long bytes) {
    long room;
    try {
      FileStore store = store(wanted);
      room = store.getUsableSpace() - Math.min(RESERVE, store.getTotalSpace() / SMALLEST_PART);
    } catch (IOException e) {
      return;
    }
    if (bytes > room) {
      throw new SottoException(
              Reason.LOCAL_FILE,
              "there is no room for "
                  + wanted
                  + ": it needs "
                  + bytes
                  + " bytes, and its disk has "
                  + Math.max(0, room)
                  + " to spare")
          .hint("make room on that disk");
    }
  }

  /** Whether both are on one disk; what does not say so is taken to be. */
  static boolean isShared(Path one, Path other) {
    try {
      return store(one).equals(store(other));
    } catch (IOException e) {
      return true;
    }
  }

  /** Of a file that may not exist yet. */
  private static FileStore store(Path wanted) throws IOException {
    Path there = wanted.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there);
  }
}
