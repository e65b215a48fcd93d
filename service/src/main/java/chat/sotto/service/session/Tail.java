package chat.sotto.service.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The end of a chat's log: contiguous entries, the oldest first. Immutable.
 *
 * @param first sequence of the first entry
 * @param frames the entries' frames
 * @param bytes the frames' sizes together
 */
record Tail(long first, List<EncodedFrame> frames, int bytes) {
  static Tail of(EncodedEntry entry) {
    return new Tail(entry.seq(), List.of(entry.frame()), entry.frame().size());
  }

  long last() {
    return first + frames.size() - 1;
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
    int drop = 0;
    while (drop < frames.size() && (frames.size() - drop >= maxEntries || size > maxBytes)) {
      size -= frames.get(drop).size();
      drop++;
    }
    List<EncodedFrame> kept = new ArrayList<>(frames.size() - drop + 1);
    kept.addAll(frames.subList(drop, frames.size()));
    kept.add(entry.frame());
    return new Tail(first + drop, Collections.unmodifiableList(kept), size);
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
      EncodedFrame frame = frames.get((int) (seq - first));
      size += frame.size();
      if (!found.isEmpty() && size > maxBytes) {
        break;
      }
      found.add(new EncodedEntry(seq, frame));
    }
    return found;
  }
}
