package chat.sotto.service.store.sql;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.StoreStats;
import chat.sotto.service.store.rows.AccountRows;
import chat.sotto.service.store.rows.AnnouncementRows;
import chat.sotto.service.store.rows.AttachmentRows;
import chat.sotto.service.store.rows.ChatRows;
import chat.sotto.service.store.rows.EntryRows;
import chat.sotto.service.store.rows.ReaderRows;
import chat.sotto.service.store.rows.Rows;
import chat.sotto.service.store.rows.Sending;
import chat.sotto.service.store.rows.TokenRows;
import chat.sotto.service.store.rows.VaultRows;
import com.google.protobuf.ByteString;
import java.util.Optional;

/** All rows over one connection. */
final class SqlRows implements Rows {
  private static final String SENDING =
      "SELECT "
          + SqlChatRows.CHAT_COLUMNS
          + ", m.chat_no IS NOT NULL, r.chat_no IS NOT NULL, EXISTS (SELECT 1 FROM account_block b"
          + " WHERE b.blocker = c.pair_low AND b.blocked = c.pair_high) OR EXISTS (SELECT 1 FROM"
          + " account_block b WHERE b.blocker = c.pair_high AND b.blocked = c.pair_low), "
          + SqlChatRows.MEMBER_COLUMNS
          + " FROM chat c LEFT JOIN member m ON m.chat_no = c.chat_no AND m.username = ?"
          + " LEFT JOIN reader r ON r.chat_no = c.chat_no AND r.device_id = ? AND r.username = ?"
          + " AND r.removed_seq IS NULL WHERE c.chat_id = ?";

  private final Sql sql;
  private final SqlAccountRows accounts;
  private final SqlTokenRows tokens;
  private final SqlVaultRows vault;
  private final SqlChatRows chats;
  private final SqlReaderRows readers;
  private final SqlEntryRows entries;
  private final SqlAttachmentRows attachments;
  private final SqlAnnouncementRows announcements;

  SqlRows(Sql sql) {
    this.sql = sql;
    this.accounts = new SqlAccountRows(sql);
    this.tokens = new SqlTokenRows(sql);
    this.vault = new SqlVaultRows(sql);
    this.chats = new SqlChatRows(sql);
    this.readers = new SqlReaderRows(sql);
    this.entries = new SqlEntryRows(sql);
    this.attachments = new SqlAttachmentRows(sql);
    this.announcements = new SqlAnnouncementRows(sql);
  }

  @Override
  public AccountRows accounts() {
    return accounts;
  }

  @Override
  public TokenRows tokens() {
    return tokens;
  }

  @Override
  public VaultRows vault() {
    return vault;
  }

  @Override
  public ChatRows chats() {
    return chats;
  }

  @Override
  public ReaderRows readers() {
    return readers;
  }

  @Override
  public EntryRows entries() {
    return entries;
  }

  @Override
  public AttachmentRows attachments() {
    return attachments;
  }

  @Override
  public AnnouncementRows announcements() {
    return announcements;
  }

  @Override
  public ByteString history() {
    return sql.find("SELECT value FROM fact WHERE name = 'history'", row -> row.bytes(1))
        .orElseThrow(() -> new IllegalStateException("the store has no history"));
  }

  @Override
  public StoreStats stats() {
    return new StoreStats(
        sql.count("SELECT COUNT(*) FROM account"),
        sql.count("SELECT COUNT(*) FROM device WHERE revoked_ms IS NULL"),
        sql.count("SELECT COUNT(*) FROM chat"),
        // Logs have no gaps and are only removed whole.
        sql.count("SELECT COALESCE(SUM(last_seq), 0) FROM chat"),
        sql.count("SELECT COUNT(*) FROM attachment"),
        sql.count("SELECT COALESCE(SUM(size), 0) FROM attachment"));
  }

  /** One statement instead of one a row: this is the hot path. */
  @Override
  public Optional<Sending> findSending(ChatId chat, DeviceRef device) {
    int flags = SqlChatRows.CHAT_COLUMN_COUNT;
    return sql.find(
        SENDING,
        row ->
            new Sending(
                SqlChatRows.chat(row),
                row.flag(flags + 1)
                    ? Optional.of(SqlChatRows.member(row, chat, flags + 4))
                    : Optional.empty(),
                row.flag(flags + 2),
                row.flag(flags + 3)),
        device.user(),
        device.device(),
        device.user(),
        chat);
  }
}
