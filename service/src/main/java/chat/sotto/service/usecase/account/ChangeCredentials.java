package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.PasswordChange;
import chat.sotto.service.store.Recovery;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.List;

/** Changes a password, or sets a new one by the recovery code. Ends the sessions that it must. */
public final class ChangeCredentials {
  /**
   * What recovery sets.
   *
   * @param authKey proves the new password
   * @param recoveryAuthKey proves the new recovery code
   * @param vaultKeys the vault keys under both new wrap keys
   */
  public record Recovered(AuthKey authKey, AuthKey recoveryAuthKey, SealedVaultKeys vaultKeys) {}

  private final AccountStore accounts;
  private final ProvenKeys proven;
  private final LiveStreams streams;
  private final SecureRandom random;

  /** Changes what {@code accounts} has. */
  public ChangeCredentials(
      AccountStore accounts, ProvenKeys proven, LiveStreams streams, SecureRandom random) {
    this.accounts = accounts;
    this.proven = proven;
    this.streams = streams;
    this.random = random;
  }

  /**
   * Changes the password; all other sessions of the account end.
   *
   * @param session the calling one, which goes on
   * @param present proves the present password
   * @param next proves the new one
   * @param address the peer's, without port
   * @throws RefusedException {@code WRONG_PASSWORD}, {@code SLOW_DOWN}, or naming a field
   */
  public void changePassword(
      SessionRecord session,
      AuthKey present,
      AuthKey next,
      ByteString vaultKeysByPassword,
      String address) {
    Credentials credentials = proven.password(session.device().user(), present, address);
    requireSameVault(
        credentials.vaultKeys().byPassword(), vaultKeysByPassword, "vault_keys_by_password");
    PasswordChange change =
        new PasswordChange(
            session.device().user(),
            credentials.password(),
            AuthVerifier.of(next, random),
            vaultKeysByPassword,
            session.token());
    end(
        Writes.await(accounts.changePassword(change))
            .orElseThrow(
                () -> RefusedException.of(Reason.WRONG_PASSWORD, "the password was changed")));
  }

  /**
   * What the recovery code opens.
   *
   * @param address the peer's, without port
   * @return the vault keys under the recovery code's wrap key
   * @throws RefusedException {@code WRONG_RECOVERY_CODE}, {@code SLOW_DOWN}
   */
  public ByteString recoveryKeys(DeviceRef device, AuthKey recoveryKey, String address) {
    return proven.recovery(device.user(), recoveryKey, address).vaultKeys().byRecovery();
  }

  /**
   * Sets a new password and a new recovery code; all sessions of the account end.
   *
   * @param present proves the present recovery code
   * @param address the peer's, without port
   * @throws RefusedException {@code WRONG_RECOVERY_CODE}, {@code SLOW_DOWN}, or naming a field
   */
  public void recover(DeviceRef device, AuthKey present, Recovered next, String address) {
    Credentials credentials = proven.recovery(device.user(), present, address);
    SealedVaultKeys old = credentials.vaultKeys();
    requireSameVault(old.byPassword(), next.vaultKeys().byPassword(), "vault_keys.by_password");
    requireSameVault(old.byRecovery(), next.vaultKeys().byRecovery(), "vault_keys.by_recovery");
    Recovery recovery =
        new Recovery(
            device.user(),
            credentials.recovery(),
            new Credentials(
                AuthVerifier.of(next.authKey(), random),
                AuthVerifier.of(next.recoveryAuthKey(), random),
                next.vaultKeys()));
    end(
        Writes.await(accounts.recover(recovery))
            .orElseThrow(
                () ->
                    RefusedException.of(
                        Reason.WRONG_RECOVERY_CODE, "the recovery code was changed")));
  }

  /**
   * Losing the only copy of the vault keys, or gaining a vault by the way, is a client's mistake.
   */
  private static void requireSameVault(ByteString old, ByteString next, String field) {
    if (old.isEmpty() != next.isEmpty()) {
      throw RefusedException.invalidField(
          field, old.isEmpty() ? "must be empty: the account has no vault" : "must not be empty");
    }
  }

  private void end(List<SessionRecord> sessions) {
    for (SessionRecord session : sessions) {
      streams.endSession(session.token(), StreamFailure.SESSION_INVALID);
    }
  }
}
