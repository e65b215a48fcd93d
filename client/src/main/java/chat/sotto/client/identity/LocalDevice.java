package chat.sotto.client.identity;

import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;

/** This device: what it shows others, and the key with which it proves it. */
public record LocalDevice(DeviceCredential credential, DeviceKey key) {
  /** The credential must be for this key. */
  public LocalDevice {
    if (!credential.deviceKey().equals(key.publicKey())) {
      throw new IllegalArgumentException("the credential is for another device key");
    }
  }

  /** Whose device it is. */
  public Username user() {
    return credential.user();
  }

  /** Its id. */
  public DeviceId device() {
    return credential.device();
  }
}
