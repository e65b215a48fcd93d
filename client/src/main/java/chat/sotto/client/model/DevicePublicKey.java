package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/** A device's Ed25519 public key, 32 bytes: it signs what the device writes. */
public record DevicePublicKey(Bytes value) {
  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 32 bytes. */
  public DevicePublicKey {
    FixedBytes.check(value, 32, "a device key");
  }

  /** From 32 bytes, copied. */
  public static DevicePublicKey of(byte[] value) {
    return new DevicePublicKey(Bytes.copyFrom(value));
  }

  /** From 64 hexadecimal digits; fails with {@link Reason#INVALID_FIELD}. */
  public static DevicePublicKey parse(String text) {
    return new DevicePublicKey(FixedBytes.parse(text, 32, "a device key", "device_key"));
  }

  /** The 32 bytes, a copy. */
  public byte[] toBytes() {
    return value.toByteArray();
  }

  /** Lower-case hex. */
  @Override
  public String toString() {
    return FixedBytes.hex(value);
  }
}
