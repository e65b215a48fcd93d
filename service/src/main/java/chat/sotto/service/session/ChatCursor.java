package chat.sotto.service.session;

/**
 * Where one stream stands in one chat. Immutable; each event gives the next one.
 *
 * @param pushed everything up to here was sent on the stream or had been processed before
 * @param acked everything up to here was processed by the device; never beyond {@code pushed}
 * @param reach the log is known to go this far
 * @param limit the last entry that the device may read; {@link Long#MAX_VALUE} for a reader
 */
record ChatCursor(long pushed, long acked, long reach, long limit) {
  /**
   * A device that has processed everything up to {@code position}, and may read up to {@code
   * reach}.
   */
  static ChatCursor at(long position, long reach) {
    return new ChatCursor(position, position, reach, Long.MAX_VALUE);
  }

  /** The last entry that is to be sent as far as known. */
  long target() {
    return Math.min(reach, limit);
  }

  boolean hasMore() {
    return pushed < target();
  }

  /** Entries that were sent and not acknowledged. */
  long outstanding() {
    return pushed - acked;
  }

  ChatCursor told(long newReach) {
    return newReach <= reach ? this : new ChatCursor(pushed, acked, newReach, limit);
  }

  ChatCursor limitedTo(long last) {
    return new ChatCursor(pushed, acked, Math.max(reach, last), Math.min(limit, last));
  }

  ChatCursor pushedTo(long seq) {
    return new ChatCursor(seq, acked, reach, limit);
  }

  /**
   * The device has processed {@code seq}, sent on this stream or learnt elsewhere: what it has, it
   * is not sent.
   */
  ChatCursor ackedTo(long seq) {
    return seq <= acked ? this : new ChatCursor(Math.max(pushed, seq), seq, reach, limit);
  }
}
