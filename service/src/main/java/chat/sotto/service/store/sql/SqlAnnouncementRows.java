package chat.sotto.service.store.sql;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.AnnouncementRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Announcements. */
final class SqlAnnouncementRows implements AnnouncementRows {
  private final Sql sql;

  SqlAnnouncementRows(Sql sql) {
    this.sql = sql;
  }

  @Override
  public long lastId() {
    return sql.count("SELECT COALESCE(MAX(announcement_id), 0) FROM announcement");
  }

  @Override
  public void insert(Announcement announcement) {
    sql.update(
        "INSERT INTO announcement (announcement_id, time_ms, addressee, text) VALUES (?, ?, ?, ?)",
        announcement.id(),
        announcement.time(),
        announcement.addressee(),
        announcement.text());
  }

  @Override
  public void trim(Instant madeBefore, int keep) {
    sql.update("DELETE FROM announcement WHERE time_ms < ?", madeBefore);
    sql.update(
        "DELETE FROM announcement WHERE announcement_id NOT IN (SELECT announcement_id FROM"
            + " announcement ORDER BY announcement_id DESC LIMIT ?)",
        keep);
  }

  @Override
  public List<Announcement> list(
      Username user, long after, Instant madeAfter, Instant everybodyAfter, int limit) {
    return sql.list(
        "SELECT announcement_id, time_ms, addressee, text FROM announcement"
            + " WHERE announcement_id > ? AND time_ms >= ?"
            + " AND (addressee = ? OR (addressee IS NULL AND time_ms >= ?))"
            + " ORDER BY announcement_id LIMIT ?",
        row ->
            new Announcement(
                row.number(1),
                row.time(2),
                row.isNull(3) ? Optional.empty() : Optional.of(row.user(3)),
                row.text(4)),
        after,
        madeAfter,
        user,
        everybodyAfter,
        limit);
  }
}
