package chat.sotto.service.store.sql;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.ReaderRow;
import chat.sotto.service.store.rows.ReaderRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Readers, group infos, read marks. */
final class SqlReaderRows implements ReaderRows {
  private static final String CHAT_NO = SqlChatRows.CHAT_NO;
  private static final String COLUMNS =
      "SELECT device_id, username, joined_seq, removed_seq, position FROM reader WHERE chat_no = "
          + CHAT_NO;

  private final Sql sql;

  SqlReaderRows(Sql sql) {
    this.sql = sql;
  }

  private static ReaderRow reader(Row row, ChatId chat) {
    return new ReaderRow(
        chat, new DeviceRef(row.user(2), row.device(1)), row.seq(3), row.findSeq(4), row.seq(5));
  }

  @Override
  public Optional<ReaderRow> find(ChatId chat, DeviceId device) {
    return sql.find(COLUMNS + " AND device_id = ?", row -> reader(row, chat), chat, device);
  }

  @Override
  public List<ReaderRow> of(ChatId chat) {
    return sql.list(COLUMNS + " ORDER BY device_id", row -> reader(row, chat), chat);
  }

  @Override
  public List<ReaderRow> of(ChatId chat, Username user) {
    return sql.list(
        COLUMNS + " AND username = ? ORDER BY device_id", row -> reader(row, chat), chat, user);
  }

  @Override
  public List<ReadingSpan> behind(DeviceId device) {
    return sql.list(
        "SELECT c.chat_id, r.joined_seq, COALESCE(r.removed_seq, c.last_seq), r.position"
            + " FROM reader r JOIN chat c ON c.chat_no = r.chat_no WHERE r.device_id = ?"
            + " AND r.position < COALESCE(r.removed_seq, c.last_seq) ORDER BY c.chat_id",
        row -> new ReadingSpan(row.chat(1), row.seq(2), row.seq(3), row.seq(4)),
        device);
  }

  @Override
  public void put(ReaderRow reader) {
    sql.update(
        "INSERT INTO reader (chat_no, device_id, username, joined_seq, removed_seq, position)"
            + " VALUES ("
            + CHAT_NO
            + ", ?, ?, ?, ?, ?) ON CONFLICT (chat_no, device_id) DO UPDATE"
            + " SET username = excluded.username, joined_seq = excluded.joined_seq,"
            + " removed_seq = excluded.removed_seq, position = excluded.position",
        reader.chat(),
        reader.device().device(),
        reader.device().user(),
        reader.joined(),
        reader.removed(),
        reader.position());
  }

  @Override
  public void advance(ChatId chat, DeviceId device, Seq position) {
    find(chat, device).ifPresent(row -> advance(row, position));
  }

  private void advance(ReaderRow row, Seq position) {
    Seq end =
        row.removed()
            .or(
                () ->
                    sql.find(
                        "SELECT last_seq FROM chat WHERE chat_id = ?",
                        found -> found.seq(1),
                        row.chat()))
            .orElse(Seq.ZERO);
    Seq reachable = position.isAfter(end) ? end : position;
    if (reachable.isAfter(row.position())) {
      sql.update(
          "UPDATE reader SET position = ? WHERE chat_no = " + CHAT_NO + " AND device_id = ?",
          reachable,
          row.chat(),
          row.device().device());
    }
  }

  @Override
  public void remove(ChatId chat, Username user) {
    sql.update("DELETE FROM reader WHERE chat_no = " + CHAT_NO + " AND username = ?", chat, user);
    sql.update(
        "DELETE FROM read_mark WHERE chat_no = " + CHAT_NO + " AND username = ?", chat, user);
  }

  @Override
  public void putGroupInfo(ChatId chat, GroupInfo info, int keep) {
    sql.update(
        "INSERT INTO group_info (chat_no, handshake_seq, info) VALUES ("
            + CHAT_NO
            + ", ?, ?)"
            + " ON CONFLICT (chat_no, handshake_seq) DO UPDATE SET info = excluded.info",
        chat,
        info.handshakeSeq(),
        info.bytes());
    sql.update(
        "DELETE FROM group_info WHERE chat_no = "
            + CHAT_NO
            + " AND handshake_seq NOT IN"
            + " (SELECT handshake_seq FROM group_info WHERE chat_no = "
            + CHAT_NO
            + " ORDER BY handshake_seq DESC LIMIT ?)",
        chat,
        chat,
        keep);
  }

  @Override
  public Optional<GroupInfo> findGroupInfo(ChatId chat, Optional<Seq> handshakeSeq) {
    return sql.find(
        "SELECT handshake_seq, info FROM group_info WHERE chat_no = "
            + CHAT_NO
            + " AND (? IS NULL OR handshake_seq = ?) ORDER BY handshake_seq DESC LIMIT 1",
        row -> new GroupInfo(row.seq(1), row.bytes(2)),
        chat,
        handshakeSeq,
        handshakeSeq);
  }

  @Override
  public void putReplacement(DeviceId device, Instant time, Instant forgetBefore) {
    sql.update("DELETE FROM group_info_replacement WHERE replaced_ms <= ?", forgetBefore);
    sql.update(
        "INSERT INTO group_info_replacement (device_id, replaced_ms) VALUES (?, ?)", device, time);
  }

  @Override
  public int countReplacements(DeviceId device, Instant after) {
    return Math.toIntExact(
        sql.count(
            "SELECT COUNT(*) FROM group_info_replacement WHERE device_id = ? AND replaced_ms > ?",
            device,
            after));
  }

  @Override
  public void putReadMark(ReadMark mark) {
    sql.update(
        "INSERT INTO read_mark (chat_no, username, device_id, sealed) VALUES ("
            + CHAT_NO
            + ", ?, ?, ?) ON CONFLICT (chat_no, username) DO UPDATE SET"
            + " device_id = excluded.device_id, sealed = excluded.sealed",
        mark.chat(),
        mark.reader().user(),
        mark.reader().device(),
        mark.sealed());
  }

  @Override
  public List<ReadMark> readMarks(ChatId chat) {
    return sql.list(
        "SELECT username, device_id, sealed FROM read_mark WHERE chat_no = "
            + CHAT_NO
            + " ORDER BY username",
        row -> new ReadMark(chat, new DeviceRef(row.user(1), row.device(2)), row.bytes(3)),
        chat);
  }
}
