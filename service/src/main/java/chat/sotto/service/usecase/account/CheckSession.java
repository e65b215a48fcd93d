package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.store.SessionStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides on each call whether a session token is good for the calling device and the call. */
public final class CheckSession {
  private static final Duration USED_STEP = Duration.ofMinutes(1);

  private final SessionStore sessions;
  private final Clock clock;

  /** Looks sessions up in {@code sessions}. */
  public CheckSession(SessionStore sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Checks a token. Its use keeps the session alive.
   *
   * @param needed what the call wants to do
   * @throws RefusedException {@code SESSION_INVALID}, {@code SCOPE_REQUIRED}
   */
  public SessionRecord check(TokenHash token, DeviceRef caller, Scope needed) {
    Instant now = clock.instant();
    SessionRecord session =
        sessions
            .find(token, now)
            // Another device's token is worth as much as an invented one, and says as much.
            .filter(found -> found.device().equals(caller))
            .orElseThrow(
                () ->
                    RefusedException.of(
                        Reason.SESSION_INVALID, "the session has ended; log in again"));
    if (!session.scopes().contains(needed)) {
      throw RefusedException.of(
          Reason.SCOPE_REQUIRED, "the session lacks the scope " + needed.name());
    }
    if (Duration.between(session.lastUsed(), now).compareTo(USED_STEP) > 0) {
      sessions.touch(token, now);
    }
    return session;
  }
}
