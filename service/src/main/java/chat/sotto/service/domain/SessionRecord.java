package chat.sotto.service.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A session: the right of one device to act for its owner.
 *
 * @param token the token's hash
 * @param device the device it is bound to, and its owner
 * @param scopes what it may do
 * @param created when it was opened
 * @param lastUsed when it was last used
 */
public record SessionRecord(
    TokenHash token, DeviceRef device, Set<Scope> scopes, Instant created, Instant lastUsed) {
  /** A session that nobody has used for this long is over. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  /** Copies the scopes. */
  public SessionRecord {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it is over by lack of use. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(lastUsed.plus(LIFETIME));
  }
}
