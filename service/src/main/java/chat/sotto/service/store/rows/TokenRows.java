package chat.sotto.service.store.rows;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ThrottleStore.Failures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions, join tokens, failed attempts. */
public interface TokenRows {
  /** The session. */
  Optional<SessionRecord> findSession(TokenHash token);

  /** A device's sessions. */
  List<SessionRecord> sessionsOf(DeviceId device);

  /** A user's sessions. */
  List<SessionRecord> sessionsOf(Username user);

  /** Adds a session. */
  void insertSession(SessionRecord session);

  /** Moves the time of a session's last use forward. */
  void touchSession(TokenHash token, Instant time);

  /** Removes a session. */
  void removeSession(TokenHash token);

  /** The join token. */
  Optional<Invite> findInvite(TokenHash token);

  /** Adds or replaces a join token. */
  void putInvite(Invite invite);

  /** Removes the join tokens that ended before a time. */
  void removeInvitesEndedBefore(Instant time);

  /** The failures of a key. */
  Optional<Failures> findFailures(String key);

  /** Adds or replaces the failures of a key. */
  void putFailures(String key, Failures failures);

  /** Removes the failures of a key. */
  void removeFailures(String key);

  /** Removes the keys that failed longest ago, so that this many stay. */
  void trimFailures(int keep);
}
