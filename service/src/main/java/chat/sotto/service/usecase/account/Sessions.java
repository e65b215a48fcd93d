package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Generation;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.SessionStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Opens and ends sessions: login and logout. */
public final class Sessions {
  private static final int TOKEN_BYTES = 32;

  /**
   * A session that was opened. Does not show its token.
   *
   * @param token 32 bytes
   * @param scopes what it may do
   * @param vaultKeys the account's sealed vault keys
   */
  public record Opened(ByteString token, Set<Scope> scopes, SealedVaultKeys vaultKeys) {
    /** Copies the scopes. */
    public Opened {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "Opened[scopes=" + scopes + "]";
    }
  }

  private final AccountStore accounts;
  private final SessionStore sessions;
  private final ProvenKeys proven;
  private final LiveStreams streams;
  private final Clock clock;
  private final SecureRandom random;

  /** Keeps sessions in {@code sessions}. */
  public Sessions(
      AccountStore accounts,
      SessionStore sessions,
      ProvenKeys proven,
      LiveStreams streams,
      Clock clock,
      SecureRandom random) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.proven = proven;
    this.streams = streams;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Logs a device in.
   *
   * @param address the peer's, without port
   * @throws RefusedException {@code WRONG_PASSWORD}, {@code SLOW_DOWN}
   */
  public Opened open(DeviceRef device, AuthKey key, String address) {
    Credentials credentials = proven.password(device.user(), key, address);
    Set<Scope> scopes = EnumSet.of(Scope.SEND);
    if (account(device).operator()) {
      scopes.add(Scope.OPERATOR);
    }
    byte[] fresh = new byte[TOKEN_BYTES];
    random.nextBytes(fresh);
    ByteString token = ByteString.copyFrom(fresh);
    Instant now = clock.instant();
    SessionRecord session = new SessionRecord(TokenHash.of(token), device, scopes, now, now);
    if (!Writes.await(sessions.create(session))) {
      throw RefusedException.of(Reason.DEVICE_REVOKED, "the device was revoked");
    }
    return new Opened(token, scopes, credentials.vaultKeys());
  }

  /** Logs a device out: the session and its streams end. Idempotent. */
  public void end(SessionRecord session) {
    Writes.await(sessions.end(session.token()));
    streams.endSession(session.token(), StreamFailure.SESSION_INVALID);
  }

  /** The account's present generation, for whoever asks about their session. */
  public Generation generation(DeviceRef device) {
    return account(device).generation();
  }

  private Account account(DeviceRef device) {
    return accounts
        .findAccount(device.user())
        .orElseThrow(() -> RefusedException.of(Reason.ACCOUNT_DELETED, "the account was deleted"));
  }
}
