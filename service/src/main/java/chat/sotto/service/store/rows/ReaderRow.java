package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import java.util.Optional;

/**
 * A device that reads a chat, or did.
 *
 * @param chat the chat
 * @param device the device and its owner
 * @param joined the first entry it may read
 * @param removed the last entry it may read; empty while it reads on
 * @param position how far it has acknowledged
 */
public record ReaderRow(
    ChatId chat, DeviceRef device, Seq joined, Optional<Seq> removed, Seq position) {
  static ReaderRow joining(ChatId chat, DeviceRef device, Seq joined) {
    return new ReaderRow(chat, device, joined, Optional.empty(), joined.previous());
  }

  ReaderRow until(Seq last) {
    return new ReaderRow(chat, device, joined, Optional.of(last), position);
  }

  boolean reads(DeviceRef wanted) {
    return removed.isEmpty() && device.equals(wanted);
  }

  /** What the device may read when the log ends here. */
  public ReadingSpan span(Seq logEnd) {
    return new ReadingSpan(chat, joined, removed.orElse(logEnd), position);
  }
}
