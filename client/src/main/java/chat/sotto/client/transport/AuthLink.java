package chat.sotto.client.transport;

import com.google.protobuf.ByteString;
import java.util.List;

/** Sessions, passwords and devices. Every call fails with a {@code SottoException}. */
public interface AuthLink {

  /** Exchanges the auth key for a session. Needs no session. */
  OpenedSession login(ByteString authKey);

  /** Ends the session. Idempotent. */
  void logout();

  /** A new device certificate for the CSR's key, DER. Needs no session. */
  ByteString renewCertificate(ByteString csr);

  /** Replaces auth key and sealed vault keys in one step; ends all other sessions. */
  void changePassword(ByteString authKey, ByteString newAuthKey, ByteString vaultKeysByPassword);

  /**
   * The vault keys under the recovery code's wrap key; empty with {@code --no-vault}. Needs no
   * session.
   */
  ByteString recoveryVaultKeys(ByteString recoveryAuthKey);

  /** Sets a new password and recovery code; ends all sessions. Needs no session. */
  void recover(
      ByteString recoveryAuthKey,
      ByteString newAuthKey,
      ByteString newRecoveryAuthKey,
      SealedVaultKeys vaultKeys);

  /** The account's devices, oldest first. */
  List<DeviceRecord> devices();

  /** Deletes the account for good. */
  void deleteAccount(ByteString authKey);
}
