package chat.sotto.client.profile;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import chat.sotto.client.trust.CaFingerprint;
import com.google.crypto.tink.util.Bytes;

/**
 * Whose profile it is, and of which server: fixed from the beginning, and bound to the wrapped
 * profile key.
 *
 * @param username the account's name
 * @param device this device
 * @param caFingerprint the pinned CA
 * @param caCertificate the CA certificate, DER; its key hashes to the fingerprint
 */
public record ProfileIdentity(
    Username username, DeviceId device, CaFingerprint caFingerprint, Bytes caCertificate) {

  /** The first half of the fingerprint in hex. */
  public String serverId() {
    return caFingerprint.serverId().value();
  }
}
