package chat.sotto.service.store.sql;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.Role;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.ChatRow;
import chat.sotto.service.store.rows.ChatRows;
import chat.sotto.service.store.rows.DirectPair;
import chat.sotto.service.store.rows.MemberRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Chats, members, declines. */
final class SqlChatRows implements ChatRows {
  static final String CHAT_NO = "(SELECT chat_no FROM chat WHERE chat_id = ?)";
  static final String CHAT_COLUMNS =
      "c.chat_id, c.kind, c.state, c.pair_low, c.pair_high, c.last_seq, c.last_hash,"
          + " c.handshake_seq, c.last_time_ms";
  static final int CHAT_COLUMN_COUNT = 9;
  static final String MEMBER_COLUMNS =
      "m.username, m.role, m.membership, m.forgotten, m.invited_by, m.since_ms";

  private final Sql sql;

  SqlChatRows(Sql sql) {
    this.sql = sql;
  }

  static ChatRow chat(Row row) {
    Optional<DirectPair> pair =
        row.isNull(4) ? Optional.empty() : Optional.of(new DirectPair(row.user(4), row.user(5)));
    ChatHead head =
        new ChatHead(
            row.constant(2, ChatKind.class),
            row.constant(3, ChatState.class),
            row.seq(6),
            row.logHash(7),
            row.seq(8),
            row.time(9));
    return new ChatRow(row.chat(1), head, pair);
  }

  static MemberRow member(Row row, ChatId chat, int first) {
    return new MemberRow(
        chat,
        row.user(first),
        row.constant(first + 1, Role.class),
        row.constant(first + 2, Membership.class),
        row.flag(first + 3),
        row.user(first + 4),
        row.time(first + 5));
  }

  @Override
  public Optional<ChatRow> find(ChatId chat) {
    return sql.find(
        "SELECT " + CHAT_COLUMNS + " FROM chat c WHERE c.chat_id = ?", SqlChatRows::chat, chat);
  }

  @Override
  public Optional<ChatId> findOpenDirect(DirectPair pair) {
    return sql.find(
        "SELECT chat_id FROM chat WHERE pair_low = ? AND pair_high = ? AND state <> 'CLOSED'",
        row -> row.chat(1),
        pair.low(),
        pair.high());
  }

  @Override
  public void insert(ChatRow chat) {
    ChatHead head = chat.head();
    sql.update(
        "INSERT INTO chat (chat_id, kind, state, pair_low, pair_high, last_seq, last_hash,"
            + " handshake_seq, last_time_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        chat.id(),
        head.kind(),
        head.state(),
        chat.pair().map(DirectPair::low),
        chat.pair().map(DirectPair::high),
        head.lastSeq(),
        head.lastHash(),
        head.handshakeSeq(),
        head.lastTime());
  }

  @Override
  public void updateHead(ChatId chat, ChatHead head) {
    sql.update(
        "UPDATE chat SET state = ?, last_seq = ?, last_hash = ?, handshake_seq = ?,"
            + " last_time_ms = ? WHERE chat_id = ?",
        head.state(),
        head.lastSeq(),
        head.lastHash(),
        head.handshakeSeq(),
        head.lastTime(),
        chat);
  }

  @Override
  public Seq expired(ChatId chat) {
    return new Seq(sql.count("SELECT expired_seq FROM chat WHERE chat_id = ?", chat));
  }

  @Override
  public void putExpired(ChatId chat, Seq upTo) {
    sql.update("UPDATE chat SET expired_seq = ? WHERE chat_id = ?", upTo, chat);
  }

  @Override
  public List<ChatId> expirable(Optional<ChatId> after, Instant olderThan, int limit) {
    return sql.list(
        "SELECT c.chat_id FROM chat c WHERE c.chat_id > ? AND EXISTS (SELECT 1 FROM entry e"
            + " WHERE e.chat_no = c.chat_no AND e.seq = c.expired_seq + 1 AND e.time_ms < ?)"
            + " ORDER BY c.chat_id LIMIT ?",
        row -> row.chat(1),
        after.map(ChatId::toBytes).orElse(new byte[0]),
        olderThan,
        limit);
  }

  @Override
  public void remove(ChatId chat) {
    sql.update("DELETE FROM chat WHERE chat_id = ?", chat);
  }

  @Override
  public List<MemberRow> members(ChatId chat) {
    return sql.list(
        "SELECT "
            + MEMBER_COLUMNS
            + " FROM member m WHERE m.chat_no = "
            + CHAT_NO
            + " ORDER BY m.username",
        row -> member(row, chat, 1),
        chat);
  }

  @Override
  public Optional<MemberRow> findMember(ChatId chat, Username user) {
    return sql.find(
        "SELECT "
            + MEMBER_COLUMNS
            + " FROM member m WHERE m.chat_no = "
            + CHAT_NO
            + " AND m.username = ?",
        row -> member(row, chat, 1),
        chat,
        user);
  }

  @Override
  public void putMember(MemberRow member) {
    sql.update(
        "INSERT INTO member (chat_no, username, role, membership, forgotten, invited_by, since_ms)"
            + " VALUES ("
            + CHAT_NO
            + ", ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_no, username) DO UPDATE"
            + " SET role = excluded.role, membership = excluded.membership,"
            + " forgotten = excluded.forgotten, invited_by = excluded.invited_by,"
            + " since_ms = excluded.since_ms",
        member.chat(),
        member.user(),
        member.role(),
        member.membership(),
        member.forgotten(),
        member.invitedBy(),
        member.since());
  }

  @Override
  public List<ChatId> chatsOf(Username user, Optional<ChatId> after, int limit) {
    return sql.list(
        "SELECT c.chat_id FROM member m JOIN chat c ON c.chat_no = m.chat_no WHERE m.username = ?"
            + " AND m.forgotten = 0 AND c.chat_id > ? ORDER BY c.chat_id LIMIT ?",
        row -> row.chat(1),
        user,
        // Shorter than every id, and so before all of them.
        after.map(ChatId::toBytes).orElse(new byte[0]),
        limit);
  }

  @Override
  public List<Invitation> invitations(
      Username user, Instant madeAfter, Optional<Invitation> after, int limit) {
    long lastTime = after.map(last -> last.time().toEpochMilli()).orElse(Long.MIN_VALUE);
    return sql.list(
        "SELECT c.chat_id, c.kind, m.invited_by, m.since_ms FROM member m JOIN chat c"
            + " ON c.chat_no = m.chat_no WHERE m.username = ? AND m.membership = 'INVITED'"
            + " AND m.forgotten = 0 AND c.state <> 'CLOSED' AND m.since_ms > ?"
            + " AND (m.since_ms > ? OR (m.since_ms = ? AND c.chat_id > ?))"
            + " ORDER BY m.since_ms, c.chat_id LIMIT ?",
        row ->
            new Invitation(row.chat(1), row.constant(2, ChatKind.class), row.user(3), row.time(4)),
        user,
        madeAfter,
        lastTime,
        lastTime,
        after.map(last -> last.chat().toBytes()).orElse(new byte[0]),
        limit);
  }

  @Override
  public Optional<Instant> findDecline(Username requester, Username decliner) {
    return sql.find(
        "SELECT declined_ms FROM decline WHERE requester = ? AND decliner = ?",
        row -> row.time(1),
        requester,
        decliner);
  }

  @Override
  public void putDecline(Username requester, Username decliner, Instant time) {
    sql.update(
        "INSERT INTO decline (requester, decliner, declined_ms) VALUES (?, ?, ?)"
            + " ON CONFLICT (requester, decliner) DO UPDATE SET declined_ms = excluded.declined_ms",
        requester,
        decliner,
        time);
  }

  @Override
  public void removeDecline(Username requester, Username decliner) {
    sql.update("DELETE FROM decline WHERE requester = ? AND decliner = ?", requester, decliner);
  }
}
