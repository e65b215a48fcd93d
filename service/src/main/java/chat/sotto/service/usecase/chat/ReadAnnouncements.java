package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AnnouncementStore;
import java.util.List;

/** What the server has told somebody. Blocks. */
public final class ReadAnnouncements {
  private final AnnouncementStore announcements;
  private final ServerTime time;

  /** Over the store. */
  public ReadAnnouncements(AnnouncementStore announcements, ServerTime time) {
    this.announcements = announcements;
    this.time = time;
  }

  /**
   * For a user, oldest first.
   *
   * @param after only those with larger ids
   * @param limit at most this many
   */
  public List<Announcement> read(Username user, long after, int limit) {
    return announcements.read(user, after, time.now(), limit);
  }
}
