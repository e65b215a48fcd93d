package chat.sotto.service.store.sql;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ThrottleStore.Failures;
import chat.sotto.service.store.rows.TokenRows;
import com.google.common.base.Splitter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sessions, join tokens, failures. */
final class SqlTokenRows implements TokenRows {
  /** A session's last use is kept to this precision, so that not every call writes. */
  private static final Duration TOUCH_PRECISION = Duration.ofMinutes(1);

  private static final String SESSIONS =
      "SELECT token_hash, owner, device_id, scopes, created_ms, last_used_ms FROM session WHERE ";

  private final Sql sql;

  SqlTokenRows(Sql sql) {
    this.sql = sql;
  }

  private static SessionRecord session(Row row) {
    return new SessionRecord(
        new TokenHash(row.bytes(1)),
        new DeviceRef(row.user(2), row.device(3)),
        scopes(row.text(4)),
        row.time(5),
        row.time(6));
  }

  private static Set<Scope> scopes(String text) {
    return Splitter.on(',')
        .omitEmptyStrings()
        .splitToStream(text)
        .map(Scope::valueOf)
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<SessionRecord> findSession(TokenHash token) {
    return sql.find(SESSIONS + "token_hash = ?", SqlTokenRows::session, token);
  }

  @Override
  public List<SessionRecord> sessionsOf(DeviceId device) {
    return sql.list(SESSIONS + "device_id = ?", SqlTokenRows::session, device);
  }

  @Override
  public List<SessionRecord> sessionsOf(Username user) {
    return sql.list(SESSIONS + "owner = ?", SqlTokenRows::session, user);
  }

  @Override
  public void insertSession(SessionRecord session) {
    sql.update(
        "INSERT INTO session (token_hash, owner, device_id, scopes, created_ms, last_used_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        session.token(),
        session.device().user(),
        session.device().device(),
        session.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(",")),
        session.created(),
        session.lastUsed());
  }

  @Override
  public void touchSession(TokenHash token, Instant time) {
    sql.update(
        "UPDATE session SET last_used_ms = ? WHERE token_hash = ? AND last_used_ms < ?",
        time,
        token,
        time.minus(TOUCH_PRECISION));
  }

  @Override
  public void removeSession(TokenHash token) {
    sql.update("DELETE FROM session WHERE token_hash = ?", token);
  }

  @Override
  public Optional<Invite> findInvite(TokenHash token) {
    return sql.find(
        "SELECT uses_left, created_ms, expires_ms FROM invite WHERE token_hash = ?",
        row -> new Invite(token, Math.toIntExact(row.number(1)), row.time(2), row.time(3)),
        token);
  }

  @Override
  public void putInvite(Invite invite) {
    sql.update(
        "INSERT INTO invite (token_hash, uses_left, created_ms, expires_ms) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (token_hash) DO UPDATE SET uses_left = excluded.uses_left,"
            + " created_ms = excluded.created_ms, expires_ms = excluded.expires_ms",
        invite.token(),
        invite.usesLeft(),
        invite.created(),
        invite.expires());
  }

  @Override
  public void removeInvitesEndedBefore(Instant time) {
    sql.update("DELETE FROM invite WHERE expires_ms < ?", time);
  }

  @Override
  public Optional<Failures> findFailures(String key) {
    return sql.find(
        "SELECT failures, first_ms, last_ms FROM throttle WHERE throttle_key = ?",
        row -> new Failures(Math.toIntExact(row.number(1)), row.time(2), row.time(3)),
        key);
  }

  @Override
  public void putFailures(String key, Failures failures) {
    sql.update(
        "INSERT INTO throttle (throttle_key, failures, first_ms, last_ms) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (throttle_key) DO UPDATE SET failures = excluded.failures,"
            + " first_ms = excluded.first_ms, last_ms = excluded.last_ms",
        key,
        failures.count(),
        failures.first(),
        failures.last());
  }

  @Override
  public void removeFailures(String key) {
    sql.update("DELETE FROM throttle WHERE throttle_key = ?", key);
  }

  @Override
  public void trimFailures(int keep) {
    long excess = sql.count("SELECT COUNT(*) FROM throttle") - keep;
    if (excess > 0) {
      sql.update(
          "DELETE FROM throttle WHERE throttle_key IN"
              + " (SELECT throttle_key FROM throttle ORDER BY last_ms LIMIT ?)",
          excess);
    }
  }
}
