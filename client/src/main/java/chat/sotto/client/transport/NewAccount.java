package chat.sotto.client.transport;

import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DevicePublicKey;
import chat.sotto.client.model.Username;
import com.google.protobuf.ByteString;

/**
 * An account and its first device, as they are registered. Sending the same one again is harmless.
 *
 * @param token the join token, 16 bytes; empty where registration is open
 * @param attestation the account key's signature over the device at generation 1
 * @param csr PKCS #10, DER
 * @param authKey 32 bytes derived from the password
 * @param recoveryAuthKey 32 bytes derived from the recovery code
 * @param accountKeyRecord vault record {@code account-key}, version 1; empty with {@code
 *     --no-vault}
 */
public record NewAccount(
    ByteString token,
    Username username,
    AccountPublicKey accountKey,
    DeviceId device,
    DevicePublicKey deviceKey,
    ByteString attestation,
    String deviceName,
    ByteString csr,
    ByteString authKey,
    ByteString recoveryAuthKey,
    SealedVaultKeys vaultKeys,
    ByteString accountKeyRecord) {

  /** Without keys and token. */
  @Override
  public String toString() {
    return "NewAccount[" + username + " " + device + "]";
  }
}
