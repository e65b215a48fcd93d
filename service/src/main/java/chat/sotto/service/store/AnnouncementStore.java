package chat.sotto.service.store;

import chat.sotto.service.domain.Announcement;
import chat.sotto.service.domain.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the server told in its own name: a small log of its own. */
public interface AnnouncementStore {
  /** How long one is kept. */
  Duration KEPT = Duration.ofDays(90);

  /** How many are kept, those to everybody and to single users together. */
  int MOST = 1_000;

  /**
   * Stores an announcement under an id larger than all before, and forgets those beyond {@link
   * #KEPT} and {@link #MOST}.
   *
   * @param addressee whom alone it is for; empty: everybody
   * @return the announcement; empty if there is no such user
   */
  CompletableFuture<Optional<Announcement>> add(
      Optional<Username> addressee, String text, Instant now);

  /**
   * What a user is told, oldest first: what is for this user alone, and what everybody was told
   * since the account exists.
   *
   * @param after only those with larger ids
   * @param now older ones than {@link #KEPT} are left out
   * @param limit at most this many
   */
  List<Announcement> read(Username user, long after, Instant now, int limit);
}
