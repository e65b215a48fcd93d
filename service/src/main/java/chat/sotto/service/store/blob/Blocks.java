package chat.sotto.service.store.blob;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that come piece by piece, put together in a few large arrays. Kept as they come, each piece
 * would be moved again and again by the garbage collector, and the smallest would take fifty times
 * their length. Not thread-safe.
 */
final class Blocks {
  private static final int FIRST = 4 << 10;

  /** With its header, an array that fills the regions of the garbage collector (of 1 to 4 MiB). */
  private static final int LARGEST = (4 << 20) - 64;

  private final List<ByteString> full = new ArrayList<>();
  private byte[] last = new byte[FIRST];
  private int filled;

  void append(ByteString data) {
    int taken = 0;
    while (taken < data.size()) {
      if (filled == last.length) {
        full.add(UnsafeByteOperations.unsafeWrap(last));
        last = new byte[Math.min(LARGEST, 2 * last.length)];
        filled = 0;
      }
      int fits = Math.min(data.size() - taken, last.length - filled);
      data.substring(taken, taken + fits).copyTo(last, filled);
      filled += fits;
      taken += fits;
    }
  }

  /** All of it, which nothing may be appended to any more. */
  ChunkList finish() {
    if (filled > 0) {
      full.add(UnsafeByteOperations.unsafeWrap(Arrays.copyOf(last, filled)));
    }
    last = new byte[0];
    filled = 0;
    return new ChunkList(full);
  }
}
