package chat.sotto.service.store.sql;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.EntryHash;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.rows.EntryRows;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Log entries. */
final class SqlEntryRows implements EntryRows {
  private static final String CHAT_NO = SqlChatRows.CHAT_NO;
  private static final String ENTRIES =
      "SELECT seq, kind, sender, client_id, time_ms, payload, kept_hash, deletion_seq FROM entry WHERE chat_no = "
          + CHAT_NO;

  private final Sql sql;

  SqlEntryRows(Sql sql) {
    this.sql = sql;
  }

  private static LogEntry entry(Row row, ChatId chat) {
    return new LogEntry(
        chat,
        row.seq(1),
        EntryKind.ofNumber(Math.toIntExact(row.number(2))),
        row.device(3),
        row.clientId(4),
        row.time(5),
        row.bytes(6),
        row.findBytes(7).map(EntryHash::new),
        !row.isNull(7) && row.isNull(8));
  }

  @Override
  public Optional<LogEntry> find(ChatId chat, Seq seq) {
    return sql.find(ENTRIES + " AND seq = ?", row -> entry(row, chat), chat, seq);
  }

  @Override
  public Optional<LogEntry> find(ChatId chat, DeviceId sender, ClientMessageId clientId) {
    // The last condition is what lets the partial index be used.
    return sql.find(
        ENTRIES + " AND sender = ? AND client_id = ? AND client_id IS NOT NULL",
        row -> entry(row, chat),
        chat,
        sender,
        clientId);
  }

  @Override
  public Optional<LogHash> findHash(ChatId chat, Seq seq) {
    return sql.find(
        "SELECT log_hash FROM entry WHERE chat_no = " + CHAT_NO + " AND seq = ?",
        row -> row.logHash(1),
        chat,
        seq);
  }

  @Override
  public Optional<Seq> findDeletion(ChatId chat, Seq target) {
    return sql.find(
            "SELECT deletion_seq FROM entry WHERE chat_no = " + CHAT_NO + " AND seq = ?",
            row -> row.findSeq(1),
            chat,
            target)
        .flatMap(seq -> seq);
  }

  @Override
  public void insert(LogEntry entry, LogHash hash) {
    sql.update(
        "INSERT INTO entry (chat_no, seq, kind, sender, client_id, time_ms, payload, log_hash)"
            + " VALUES ("
            + CHAT_NO
            + ", ?, ?, ?, ?, ?, ?, ?)",
        entry.chat(),
        entry.seq(),
        entry.kind().number(),
        entry.sender(),
        entry.clientId(),
        entry.time(),
        entry.payload(),
        hash);
  }

  @Override
  public void dropPayload(LogEntry withoutPayload, Seq deletion) {
    sql.update(
        "UPDATE entry SET payload = ?, kept_hash = ?, deletion_seq = ? WHERE chat_no = "
            + CHAT_NO
            + " AND seq = ?",
        ByteString.EMPTY,
        withoutPayload.keptHash(),
        deletion,
        withoutPayload.chat(),
        withoutPayload.seq());
  }

  @Override
  public void expire(LogEntry erased) {
    sql.update(
        "UPDATE entry SET payload = ?, kept_hash = ? WHERE chat_no = " + CHAT_NO + " AND seq = ?",
        ByteString.EMPTY,
        erased.keptHash(),
        erased.chat(),
        erased.seq());
  }

  @Override
  public List<LogEntry> read(ChatId chat, Seq from, int maxEntries, long maxBytes) {
    return sql.listWhile(
        ENTRIES + " AND seq >= ? ORDER BY seq LIMIT ?",
        row -> entry(row, chat),
        new Budget(maxBytes),
        chat,
        from,
        maxEntries);
  }

  /** Lets entries pass until their payloads are too much together; the first always passes. */
  private static final class Budget implements Predicate<LogEntry> {
    private final long most;
    private long used;
    private boolean started;

    Budget(long most) {
      this.most = most;
    }

    @Override
    public boolean test(LogEntry entry) {
      used += entry.payload().size();
      boolean fits = !started || used <= most;
      started = true;
      return fits;
    }
  }
}
