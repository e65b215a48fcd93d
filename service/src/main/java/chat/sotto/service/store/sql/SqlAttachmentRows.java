package chat.sotto.service.store.sql;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.AttachmentRows;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attachments. Triggers of the schema count what users have, and note the blobs of what goes. */
final class SqlAttachmentRows implements AttachmentRows {
  private static final String WHERE =
      " WHERE chat_no = " + SqlChatRows.CHAT_NO + " AND attachment_id = ?";

  private final Sql sql;

  SqlAttachmentRows(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<AttachmentRecord> find(ChatId chat, AttachmentId id) {
    return sql.find(
        "SELECT uploader, size, blob_id, sha256, seq, touched_ms FROM attachment" + WHERE,
        row ->
            new AttachmentRecord(
                chat,
                id,
                row.user(1),
                row.number(2),
                row.blob(3),
                row.findBytes(4),
                row.findSeq(5),
                row.time(6)),
        chat,
        id);
  }

  @Override
  public Optional<ByteString> findHash(BlobId blob) {
    return sql.find(
            "SELECT sha256 FROM attachment WHERE blob_id = ?", row -> row.findBytes(1), blob)
        .flatMap(hash -> hash);
  }

  @Override
  public void insert(AttachmentRecord attachment) {
    sql.update(
        "INSERT INTO attachment (chat_no, attachment_id, uploader, size, charged, blob_id, sha256,"
            + " seq, touched_ms) VALUES ("
            + SqlChatRows.CHAT_NO
            + ", ?, ?, ?, ?, ?, ?, ?, ?)",
        attachment.chat(),
        attachment.id(),
        attachment.uploader(),
        attachment.size(),
        AttachmentRecord.charge(attachment.size()),
        attachment.blob(),
        attachment.sha256(),
        attachment.message(),
        attachment.touched());
  }

  @Override
  public void touch(ChatId chat, AttachmentId id, Instant time) {
    sql.update(
        "UPDATE attachment SET touched_ms = ?" + WHERE + " AND touched_ms < ?",
        time,
        chat,
        id,
        time);
  }

  @Override
  public void complete(ChatId chat, AttachmentId id, ByteString sha256, Instant time) {
    sql.update("UPDATE attachment SET sha256 = ?, touched_ms = ?" + WHERE, sha256, time, chat, id);
  }

  @Override
  public void name(ChatId chat, AttachmentId id, Seq message) {
    sql.update("UPDATE attachment SET seq = ?" + WHERE, message, chat, id);
  }

  @Override
  public void remove(ChatId chat, AttachmentId id) {
    sql.update("DELETE FROM attachment" + WHERE, chat, id);
  }

  @Override
  public void removeNamed(ChatId chat, Seq first, Seq last) {
    sql.update(
        "DELETE FROM attachment WHERE chat_no = "
            + SqlChatRows.CHAT_NO
            + " AND seq >= ? AND seq <= ?",
        chat,
        first,
        last);
  }

  @Override
  public void removeUnnamed(ChatId chat, Username uploader) {
    sql.update(
        "DELETE FROM attachment WHERE uploader = ? AND seq IS NULL AND chat_no = "
            + SqlChatRows.CHAT_NO,
        uploader,
        chat);
  }

  @Override
  public void removeUnnamed(Username uploader) {
    sql.update("DELETE FROM attachment WHERE uploader = ? AND seq IS NULL", uploader);
  }

  @Override
  public int removeUntouched(Instant before, int limit) {
    return sql.update(
        "DELETE FROM attachment WHERE blob_id IN (SELECT blob_id FROM attachment WHERE seq IS NULL"
            + " AND touched_ms < ? LIMIT ?)",
        before,
        limit);
  }

  @Override
  public Usage usage(Username uploader) {
    return sql.find(
            "SELECT charged, unnamed FROM attachment_usage WHERE username = ?",
            row -> new Usage(row.number(1), row.number(2)),
            uploader)
        .orElse(new Usage(0, 0));
  }

  @Override
  public List<BlobId> orphans(Optional<BlobId> after, int limit) {
    return after.isPresent()
        ? sql.list(
            "SELECT blob_id FROM orphaned_blob WHERE blob_id > ? ORDER BY blob_id LIMIT ?",
            row -> row.blob(1),
            after.get(),
            limit)
        : sql.list(
            "SELECT blob_id FROM orphaned_blob ORDER BY blob_id LIMIT ?",
            row -> row.blob(1),
            limit);
  }

  @Override
  public void removeOrphan(BlobId blob) {
    sql.update("DELETE FROM orphaned_blob WHERE blob_id = ?", blob);
  }

  @Override
  public boolean knows(BlobId blob) {
    return sql.exists(
        "SELECT 1 FROM attachment WHERE blob_id = ? UNION ALL SELECT 1 FROM orphaned_blob WHERE"
            + " blob_id = ?",
        blob,
        blob);
  }
}
