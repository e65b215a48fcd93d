package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import java.time.Instant;
import java.util.List;

/** What the server told. */
public interface AnnouncementRows {
  /** The largest id; 0 for none. */
  long lastId();

  /** Adds an announcement. */
  void insert(Announcement announcement);

  /** Removes those made before a time, and the oldest beyond a number. */
  void trim(Instant madeBefore, int keep);

  /**
   * Those for a user: the user's own, and everybody's.
   *
   * @param after only those with larger ids
   * @param madeAfter only those made at this time or later
   * @param everybodyAfter of everybody's, only those made at this time or later
   */
  List<Announcement> list(
      Username user, long after, Instant madeAfter, Instant everybodyAfter, int limit);
}
