package chat.sotto.client.identity;

import chat.sotto.client.model.DevicePublicKey;
import com.google.crypto.tink.util.SecretBytes;

/** A device's private key: signs what the device writes. It lives in the sealed profile. */
public final class DeviceKey {
  private final SigningKey key;

  private DeviceKey(SigningKey key) {
    this.key = key;
  }

  /** A fresh one. */
  public static DeviceKey generate() {
    return new DeviceKey(SigningKey.generate());
  }

  /** From its 32-byte seed. */
  public static DeviceKey ofSeed(SecretBytes seed) {
    return new DeviceKey(new SigningKey(seed));
  }

  /** The 32-byte seed, to be sealed. */
  public SecretBytes seed() {
    return key.seed();
  }

  /** The public half. */
  public DevicePublicKey publicKey() {
    return new DevicePublicKey(key.publicKey());
  }

  /** Signs with a label (docs/protocol.md, section 3); 64 bytes. */
  public byte[] sign(String label, byte[] content) {
    return key.sign(label, content);
  }

  /** Shows nothing of the private half. */
  @Override
  public String toString() {
    return "DeviceKey[" + publicKey() + "]";
  }
}
