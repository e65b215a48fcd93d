package chat.sotto.mls.port;

import chat.sotto.mls.error.MisuseException;

/**
 * How far messages of one sender may come out of order.
 *
 * @param maxForward how many generations a message may be ahead of the last one: what a member can
 *     make others compute
 * @param maxKept how many keys of messages that were skipped are kept for each sender and kind:
 *     what a member can make others remember
 */
public record RatchetLimits(int maxForward, int maxKept) {
  /** A thousand each. */
  public static final RatchetLimits DEFAULT = new RatchetLimits(1_000, 1_000);

  /** Refuses negative numbers. */
  public RatchetLimits {
    if (maxForward < 0 || maxKept < 0) {
      throw new MisuseException("limits of a ratchet are 0 or more");
    }
  }
}
