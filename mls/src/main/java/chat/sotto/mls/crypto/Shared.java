package chat.sotto.mls.crypto;

import java.util.List;
import java.util.stream.Stream;

/**
 * Work of many like parts, none of which waits for anything: what a thousand members cost is mostly
 * one operation for each of them.
 */
final class Shared {
  /** Fewer are done sooner by one thread. */
  private static final int MANY = 16;

  private Shared() {}

  /** The parts: those of many for the common pool and this thread together. */
  static <T> Stream<T> out(List<T> parts) {
    return parts.size() < MANY ? parts.stream() : parts.parallelStream();
  }
}
