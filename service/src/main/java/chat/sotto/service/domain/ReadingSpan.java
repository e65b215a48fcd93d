package chat.sotto.service.domain;

/**
 * What a device may read of a chat, and how far it is.
 *
 * @param chat the chat
 * @param joinedSeq the first entry it may read: the commit by which it joined
 * @param lastSeq the last entry it may read now: the log's end, or the entry that removed the
 *     device
 * @param position how far it has acknowledged; before its first acknowledgement the entry before
 *     {@code joinedSeq}
 */
public record ReadingSpan(ChatId chat, Seq joinedSeq, Seq lastSeq, Seq position) {
  /** Whether there are entries that the device has not acknowledged. */
  public boolean isBehind() {
    return lastSeq.isAfter(position);
  }
}
