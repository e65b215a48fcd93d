package chat.sotto.service.store;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sessions by the hash of their token. A session unused for {@link SessionRecord#LIFETIME} is over.
 */
public interface SessionStore {
  /** Sessions that a device may have at a time. */
  int SESSIONS_PER_DEVICE = 16;

  /**
   * Opens a session; false when its device does not exist or was revoked. Takes the opportunity to
   * forget the owner's expired ones, and ends the device's longest unused beyond {@link
   * #SESSIONS_PER_DEVICE}.
   */
  CompletableFuture<Boolean> create(SessionRecord session);

  /** The session with this token, unless it is over at this time. */
  Optional<SessionRecord> find(TokenHash token, Instant now);

  /**
   * Notes that a session was used. Nobody waits for it: it may be written late, and is lost when
   * the store fails.
   */
  void touch(TokenHash token, Instant now);

  /** Ends a session. Idempotent: empty when there was none. */
  CompletableFuture<Optional<SessionRecord>> end(TokenHash token);

  /** Ends a device's sessions; returns them. */
  CompletableFuture<List<SessionRecord>> endAllOf(DeviceId device);

  /** Ends an account's sessions; returns them. */
  CompletableFuture<List<SessionRecord>> endAllOf(Username user);
}
