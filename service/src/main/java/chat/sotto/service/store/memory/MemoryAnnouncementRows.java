package chat.sotto.service.store.memory;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.AnnouncementRows;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Announcements by id. */
final class MemoryAnnouncementRows implements AnnouncementRows {
  private final NavigableMap<Long, Announcement> announcements = new TreeMap<>();

  @Override
  public long lastId() {
    return announcements.isEmpty() ? 0 : announcements.lastKey();
  }

  @Override
  public void insert(Announcement announcement) {
    announcements.put(announcement.id(), announcement);
  }

  @Override
  public void trim(Instant madeBefore, int keep) {
    announcements.values().removeIf(made -> made.time().isBefore(madeBefore));
    while (announcements.size() > keep) {
      announcements.pollFirstEntry();
    }
  }

  @Override
  public List<Announcement> list(
      Username user, long after, Instant madeAfter, Instant everybodyAfter, int limit) {
    return announcements.tailMap(after, false).values().stream()
        .filter(made -> !made.time().isBefore(madeAfter))
        .filter(
            made ->
                made.addressee()
                    .map(user::equals)
                    .orElseGet(() -> !made.time().isBefore(everybodyAfter)))
        .limit(limit)
        .toList();
  }

  void removeFor(Username user) {
    announcements.values().removeIf(made -> made.addressee().filter(user::equals).isPresent());
  }
}
