package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;

/** Finds out whether somebody knows an account's password or has its recovery code. */
public final class ProvenKeys {
  private final AccountStore accounts;
  private final Attempts attempts;

  /** Checks against {@code accounts}, slowed down by {@code attempts}. */
  public ProvenKeys(AccountStore accounts, Attempts attempts) {
    this.accounts = accounts;
    this.attempts = attempts;
  }

  /**
   * Checks the key that comes from the password.
   *
   * @param address the peer's, without port
   * @return the account's credentials as they were checked against
   * @throws RefusedException {@code WRONG_PASSWORD}, {@code SLOW_DOWN}
   */
  Credentials password(Username user, AuthKey key, String address) {
    Credentials credentials = credentials(user);
    if (!attempts.attempt(user, address, () -> credentials.password().matches(key))) {
      throw RefusedException.of(Reason.WRONG_PASSWORD, "wrong password");
    }
    return credentials;
  }

  /**
   * Checks the key that comes from the recovery code.
   *
   * @param address the peer's, without port
   * @return the account's credentials as they were checked against
   * @throws RefusedException {@code WRONG_RECOVERY_CODE}, {@code SLOW_DOWN}
   */
  Credentials recovery(Username user, AuthKey key, String address) {
    Credentials credentials = credentials(user);
    if (!attempts.attempt(user, address, () -> credentials.recovery().matches(key))) {
      throw RefusedException.of(Reason.WRONG_RECOVERY_CODE, "wrong recovery code");
    }
    return credentials;
  }

  private Credentials credentials(Username user) {
    return accounts
        .findCredentials(user)
        .orElseThrow(
            () -> RefusedException.of(Reason.ACCOUNT_DELETED, "the account does not exist"));
  }
}
