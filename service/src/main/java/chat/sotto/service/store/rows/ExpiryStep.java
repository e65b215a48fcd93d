package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.ChatLog;
import java.time.Instant;
import java.util.List;

/**
 * Erases the payloads of one chat's oldest messages, a bounded number of them. Handshakes,
 * deletions and notices stay: whoever joins or catches up needs them.
 */
final class ExpiryStep {
  private static final int ENTRIES = 64;
  private static final long BYTES = 512 * 1024;

  private ExpiryStep() {}

  static ChatLog.Expired run(Rows rows, ChatId chat, Instant olderThan) {
    Seq begin = rows.chats().expired(chat);
    List<LogEntry> stretch = rows.entries().read(chat, begin.next(), ENTRIES, BYTES);
    Seq end = begin;
    int erased = 0;
    boolean more = !stretch.isEmpty();
    for (LogEntry entry : stretch) {
      if (!entry.time().isBefore(olderThan)) {
        // Times never decrease: neither are those behind it old enough.
        more = false;
        break;
      }
      if (entry.kind() == EntryKind.MESSAGE && !entry.isDeleted()) {
        rows.entries().expire(entry.erased());
        erased++;
      }
      end = entry.seq();
    }
    if (!end.equals(begin)) {
      rows.chats().putExpired(chat, end);
      rows.attachments().removeNamed(chat, begin.next(), end);
    }
    return new ChatLog.Expired(erased, more);
  }
}
