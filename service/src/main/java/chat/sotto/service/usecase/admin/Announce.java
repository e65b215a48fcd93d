package chat.sotto.service.usecase.admin;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.StreamNews;
import chat.sotto.service.store.AnnouncementStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import java.time.Clock;
import java.util.Optional;

/** Tells everybody, or one user, something in the server's own name. */
public final class Announce {
  private final AnnouncementStore announcements;
  private final StreamNews streams;
  private final Clock clock;

  /** Keeps them in {@code announcements}, and tells {@code streams} that there is one. */
  public Announce(AnnouncementStore announcements, StreamNews streams, Clock clock) {
    this.announcements = announcements;
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * Announces. Whoever is connected is sent it at once, others when they connect.
   *
   * @param to whom alone; empty: everybody
   * @throws RefusedException {@code USER_NOT_FOUND}
   */
  public Announcement announce(Optional<Username> to, String text) {
    Announcement made =
        Writes.await(announcements.add(to, text, clock.instant()))
            .orElseThrow(
                () -> RefusedException.of(Reason.USER_NOT_FOUND, "there is no user of that name"));
    streams.announced(to);
    return made;
  }
}
