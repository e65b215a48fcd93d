package chat.sotto.client;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.PasswordKeys;
import chat.sotto.client.password.PasswordStrength;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.SessionToken;
import chat.sotto.client.session.Connector;
import chat.sotto.client.transport.OpenedSession;
import chat.sotto.client.transport.SealedVaultKeys;
import chat.sotto.client.vault.VaultKeys;
import chat.sotto.client.vault.VaultOwner;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sessions and passwords.
 *
 * <p>A new password changes three things: what the server compares, the vault keys' seal, and the
 * profile key's wrap. The first two change in one step at the server. The profile is first made to
 * open with either password, and with the new one alone once the server has answered; if the answer
 * is lost, it opens with either until the next login shows which one holds. With {@code --no-vault}
 * the re-sealed vault keys wait beside the old ones in the same way.
 */
final class PasswordFlow {

  private static final String NEXT_VAULT_KEYS = "vault-keys-by-password-next";

  private final Connector connector;
  private final VaultOwner owner;

  PasswordFlow(Connector connector, VaultOwner owner) {
    this.connector = connector;
    this.owner = owner;
  }

  /** The keys of a password; half a second. */
  PasswordKeys keys(Password password) {
    return PasswordKeys.derive(password, owner.server(), owner.user());
  }

  /** Asks the server for a session. */
  OpenedSession logIn(PasswordKeys keys) {
    return connector.call(server -> server.auth().login(export(keys.authKey())));
  }

  /** Keeps a session that the server has opened. */
  void keep(Profile profile, OpenedSession session, PasswordKeys keys) {
    SecretBytes token = Secrets.of(session.token().toByteArray());
    profile.secrets().storeSession(new SessionToken(token, session.operator()));
    connector.useToken(Optional.of(token));
    settleVaultKeys(profile, keys);
  }

  /** Ends the session at the server and here. */
  void logOut(Profile profile) {
    if (profile.secrets().findSession().isEmpty()) {
      return;
    }
    try {
      connector.call(
          server -> {
            server.auth().logout();
            return true;
          });
    } catch (SottoException e) {
      // The session is over already, whoever ended it: nothing is left to log out of.
      if (e.failure() != Failure.NOT_AUTHENTICATED) {
        throw e;
      }
    }
    profile.secrets().forgetSession();
    connector.useToken(Optional.empty());
  }

  /** Replaces the password. */
  void change(Profile profile, Password oldPassword, Password newPassword) {
    PasswordStrength.check(newPassword, user());
    PasswordKeys old = keys(oldPassword);
    // The fresh session proves the old password, and brings the sealed vault keys.
    OpenedSession session = logIn(old);
    keep(profile, session, old);
    PasswordKeys fresh = keys(newPassword);
    byte[] resealed = reseal(profile, session.vaultKeys(), old, fresh);
    boolean onServer = session.vaultKeys().present();
    profile.addWraps(fresh.profileWrapKey(), Optional.empty());
    if (!onServer) {
      profile.secrets().storeSetting(NEXT_VAULT_KEYS, HexFormat.of().formatHex(resealed));
    }
    try {
      connector.call(
          server -> {
            server
                .auth()
                .changePassword(
                    export(old.authKey()),
                    export(fresh.authKey()),
                    onServer ? ByteString.copyFrom(resealed) : ByteString.EMPTY);
            return true;
          });
    } catch (SottoException e) {
      if (e.failure() != Failure.UNREACHABLE) {
        profile.keepWraps(old.profileWrapKey(), Optional.empty());
        profile.secrets().forgetSetting(NEXT_VAULT_KEYS);
      }
      throw e;
    }
    profile.keepWraps(fresh.profileWrapKey(), Optional.empty());
    settleVaultKeys(profile, fresh);
  }

  private byte[] reseal(
      Profile profile, SealedVaultKeys onServer, PasswordKeys old, PasswordKeys fresh) {
    byte[] sealed =
        onServer.present()
            ? onServer.byPassword().toByteArray()
            : profile
                .vault()
                .findKeysByPassword()
                .orElseThrow(PasswordFlow::noVaultKeys)
                .toByteArray();
    return VaultKeys.open(sealed, old.vaultWrapKey(), owner, VaultKeys.Copy.PASSWORD)
        .seal(fresh.vaultWrapKey(), owner, VaultKeys.Copy.PASSWORD);
  }

  /** Of two sealed copies of a local vault's keys, keeps the one that the password opens. */
  private void settleVaultKeys(Profile profile, PasswordKeys keys) {
    Optional<byte[]> next =
        profile.secrets().findSetting(NEXT_VAULT_KEYS).map(HexFormat.of()::parseHex);
    if (next.isEmpty()) {
      return;
    }
    Optional<Bytes> byRecovery = profile.vault().findKeysByRecovery();
    if (byRecovery.isPresent() && opens(next.get(), keys)) {
      profile.vault().storeKeys(Bytes.copyFrom(next.get()), byRecovery.get());
    }
    profile.secrets().forgetSetting(NEXT_VAULT_KEYS);
  }

  private boolean opens(byte[] sealed, PasswordKeys keys) {
    try {
      VaultKeys.open(sealed, keys.vaultWrapKey(), owner, VaultKeys.Copy.PASSWORD);
      return true;
    } catch (SottoException e) {
      return false;
    }
  }

  /**
   * What the recovery code's sealed vault keys are; proves the code to the server.
   *
   * @return empty when the vault is in the profile
   */
  ByteString proveRecovery(PasswordKeys recovery) {
    return connector.call(server -> server.auth().recoveryVaultKeys(export(recovery.authKey())));
  }

  /** Sets a new password and a new recovery code by the old code. */
  RecoveryCode recover(
      Profile profile, PasswordKeys recovery, ByteString sealedOnServer, Password newPassword) {
    PasswordStrength.check(newPassword, user());
    RecoveryCode newCode = RecoveryCode.generate();
    PasswordKeys fresh = keys(newPassword);
    PasswordKeys freshRecovery = keys(newCode);
    boolean onServer = !sealedOnServer.isEmpty();
    byte[] sealed =
        onServer
            ? sealedOnServer.toByteArray()
            : profile
                .vault()
                .findKeysByRecovery()
                .orElseThrow(PasswordFlow::noVaultKeys)
                .toByteArray();
    VaultKeys vaultKeys =
        VaultKeys.open(sealed, recovery.vaultWrapKey(), owner, VaultKeys.Copy.RECOVERY);
    byte[] byPassword = vaultKeys.seal(fresh.vaultWrapKey(), owner, VaultKeys.Copy.PASSWORD);
    byte[] byRecovery =
        vaultKeys.seal(freshRecovery.vaultWrapKey(), owner, VaultKeys.Copy.RECOVERY);
    profile.addWraps(fresh.profileWrapKey(), Optional.of(freshRecovery.profileWrapKey()));
    connector.call(
        server -> {
          server
              .auth()
              .recover(
                  export(recovery.authKey()),
                  export(fresh.authKey()),
                  export(freshRecovery.authKey()),
                  onServer
                      ? new SealedVaultKeys(
                          ByteString.copyFrom(byPassword), ByteString.copyFrom(byRecovery))
                      : SealedVaultKeys.NONE);
          return true;
        });
    if (!onServer) {
      profile.vault().storeKeys(Bytes.copyFrom(byPassword), Bytes.copyFrom(byRecovery));
    }
    profile.keepWraps(fresh.profileWrapKey(), Optional.of(freshRecovery.profileWrapKey()));
    profile.secrets().forgetSession();
    connector.useToken(Optional.empty());
    return newCode;
  }

  /** The keys of a recovery code. */
  PasswordKeys keys(RecoveryCode code) {
    return PasswordKeys.derive(code, owner.server(), owner.user());
  }

  /** Deletes the account at the server. */
  void deleteAccount(PasswordKeys keys) {
    connector.call(
        server -> {
          server.auth().deleteAccount(export(keys.authKey()));
          return true;
        });
  }

  private Username user() {
    return owner.user();
  }

  private static SottoException noVaultKeys() {
    return new SottoException(Reason.PROFILE_UNREADABLE, "this profile has no vault keys");
  }

  private static ByteString export(SecretBytes value) {
    return ByteString.copyFrom(Secrets.export(value));
  }
}
