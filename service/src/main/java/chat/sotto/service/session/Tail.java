package chat.sotto.service.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a chat's log: contiguous entries, the oldest first. Seen from outside it is immutable.
 *
 * <p>A tail and the one after it share an array, of which each knows its stretch: an entry is
 * written behind the stretch of all who read, and the array is copied only when it is full, or when
 * what nobody needs any longer weighs as much as may be kept. One thread at a time may call {@link
 * #with}; what it gives must be passed on safely.
 */
final class Tail {
  private final long first;
  private final @Nullable EncodedFrame[] frames;
  private final int offset;
  private final int count;
  private final int bytes;

  /** Bytes before the offset, which the array still holds. */
  private final int left;

  private Tail(
      long first, @Nullable EncodedFrame[] frames, int offset, int count, int bytes, int left) {
    this.first = first;
    this.frames = frames;
    this.offset = offset;
    this.count = count;
    this.bytes = bytes;
    this.left = left;
  }

  static Tail of(EncodedEntry entry) {
    return new Tail(entry.seq(), new EncodedFrame[] {entry.frame()}, 0, 1, entry.frame().size(), 0);
  }

  /** Sequence of the first entry. */
  long first() {
    return first;
  }

  long last() {
    return first + count - 1;
  }

  /** The frames' sizes together. */
  int bytes() {
    return bytes;
  }

  /** What is kept in memory for it: {@link #bytes} and what was cut off lately. */
  int heldBytes() {
    return bytes + left;
  }

  /** References that are kept in memory for it. */
  int slots() {
    return frames.length;
  }

  /**
   * The tail after {@code entry}, cut to the limits but never below one entry. An entry that does
   * not follow the last one starts a new tail if it is newer, and is left out if it is older:
   * readers find in the log what is not here.
   */
  Tail with(EncodedEntry entry, int maxEntries, int maxBytes) {
    if (entry.seq() <= last()) {
      return this;
    }
    if (entry.seq() != last() + 1) {
      return of(entry);
    }
    int size = bytes + entry.frame().size();
    int cut = 0;
    int drop = 0;
    while (drop < count && (count - drop >= maxEntries || size - cut > maxBytes)) {
      cut += frame(drop).size();
      drop++;
    }
    int kept = count - drop;
    int end = offset + count;
    boolean shared = end < frames.length && frames[end] == null && left + cut <= maxBytes;
    @Nullable EncodedFrame[] next = frames;
    int start = offset + drop;
    if (!shared) {
      next = new EncodedFrame[2 * Math.min(maxEntries, kept + 1)];
      System.arraycopy(frames, start, next, 0, kept);
      start = 0;
    }
    next[start + kept] = entry.frame();
    return new Tail(first + drop, next, start, kept + 1, size - cut, shared ? left + cut : 0);
  }

  private EncodedFrame frame(int index) {
    EncodedFrame frame = frames[offset + index];
    if (frame == null) {
      throw new IllegalStateException("a tail has a hole");
    }
    return frame;
  }

  /**
   * Entries from {@code from} on, none if the tail begins later, at least one if it has it, else
   * within the limits.
   */
  List<EncodedEntry> read(long from, long to, int maxEntries, int maxBytes) {
    if (from < first || from > last()) {
      return List.of();
    }
    List<EncodedEntry> found = new ArrayList<>();
    int size = 0;
    for (long seq = from; seq <= Math.min(to, last()) && found.size() < maxEntries; seq++) {
      EncodedFrame frame = frame((int) (seq - first));
      size += frame.size();
      if (!found.isEmpty() && size > maxBytes) {
        break;
      }
      found.add(new EncodedEntry(seq, frame));
    }
    return found;
  }
}
