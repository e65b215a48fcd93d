package chat.sotto.client.profile;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.profile.RowSeal.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the server announced to this user. Ids, and so the times, are visible in the file. */
public final class AnnouncementTable {
  /** As many as the server keeps. */
  private static final int KEPT = 1_000;

  private static final byte[] ROW = new byte[0];

  private final SealedTables tables;

  AnnouncementTable(SealedTables tables) {
    this.tables = tables;
  }

  /** The newest one's id; 0 when there is none. */
  public long lastId() {
    return tables
        .database()
        .query("SELECT COALESCE(MAX(id), 0) FROM announcement", row -> row.getLong(1))
        .get(0);
  }

  /**
   * Stores one that is newer than all, and forgets the oldest beyond 1,000.
   *
   * @return false if it is not newer
   */
  public boolean add(Announcement announcement) {
    return tables
        .database()
        .transaction(
            () -> {
              if (announcement.id() <= lastId()) {
                return false;
              }
              tables
                  .database()
                  .update(
                      "INSERT INTO announcement (id, sealed) VALUES (?, ?)",
                      announcement.id(),
                      tables.seal().seal(write(announcement), place(announcement.id())));
              tables
                  .database()
                  .update(
                      "DELETE FROM announcement WHERE id NOT IN"
                          + " (SELECT id FROM announcement ORDER BY id DESC LIMIT ?)",
                      KEPT);
              return true;
            });
  }

  /** The newest, oldest first. */
  public List<Announcement> newest(int limit) {
    List<Announcement> found =
        new ArrayList<>(
            tables
                .database()
                .query(
                    "SELECT id, sealed FROM announcement ORDER BY id DESC LIMIT ?",
                    row -> open(row.getLong(1), row.getBytes(2)),
                    limit));
    Collections.reverse(found);
    return found;
  }

  private static byte[] write(Announcement announcement) {
    return new ByteWriter()
        .u64(announcement.time().toEpochMilli())
        .u8(announcement.whispered() ? 1 : 0)
        .lp(announcement.text())
        .toBytes();
  }

  private Announcement open(long id, byte[] sealed) {
    return RowCodec.read(
        tables.seal().open(sealed, place(id)),
        in -> {
          Instant time = Instant.ofEpochMilli(in.u64());
          boolean whispered = in.flag();
          return new Announcement(id, time, in.text(Announcement.MAX_BYTES), whispered);
        });
  }

  private static Place place(long id) {
    return new Place("announcement.sealed", ROW, id);
  }
}
