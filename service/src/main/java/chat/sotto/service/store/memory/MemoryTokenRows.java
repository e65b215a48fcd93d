package chat.sotto.service.store.memory;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ThrottleStore.Failures;
import chat.sotto.service.store.rows.TokenRows;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions, join tokens and failures by their keys. */
final class MemoryTokenRows implements TokenRows {
  private final Map<TokenHash, SessionRecord> sessions = new HashMap<>();
  private final Map<TokenHash, Invite> invites = new HashMap<>();
  private final Map<String, Failures> failures = new HashMap<>();

  @Override
  public Optional<SessionRecord> findSession(TokenHash token) {
    return Optional.ofNullable(sessions.get(token));
  }

  @Override
  public List<SessionRecord> sessionsOf(DeviceId device) {
    return sessions.values().stream().filter(s -> s.device().device().equals(device)).toList();
  }

  @Override
  public List<SessionRecord> sessionsOf(Username user) {
    return sessions.values().stream().filter(s -> s.device().user().equals(user)).toList();
  }

  @Override
  public void insertSession(SessionRecord session) {
    sessions.put(session.token(), session);
  }

  @Override
  public void touchSession(TokenHash token, Instant time) {
    sessions.computeIfPresent(
        token,
        (same, s) ->
            time.isAfter(s.lastUsed())
                ? new SessionRecord(s.token(), s.device(), s.scopes(), s.created(), time)
                : s);
  }

  @Override
  public void removeSession(TokenHash token) {
    sessions.remove(token);
  }

  @Override
  public Optional<Invite> findInvite(TokenHash token) {
    return Optional.ofNullable(invites.get(token));
  }

  @Override
  public void putInvite(Invite invite) {
    invites.put(invite.token(), invite);
  }

  @Override
  public void removeInvitesEndedBefore(Instant time) {
    invites.values().removeIf(invite -> invite.expires().isBefore(time));
  }

  @Override
  public Optional<Failures> findFailures(String key) {
    return Optional.ofNullable(failures.get(key));
  }

  @Override
  public void putFailures(String key, Failures f) {
    failures.put(key, f);
  }

  @Override
  public void removeFailures(String key) {
    failures.remove(key);
  }

  @Override
  public void trimFailures(int keep) {
    int excess = failures.size() - keep;
    if (excess > 0) {
      failures.entrySet().stream()
          .sorted(Comparator.comparing(entry -> entry.getValue().last()))
          .limit(excess)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(failures::remove);
    }
  }
}
