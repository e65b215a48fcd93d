package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/** A device: 16 random bytes, chosen by its client and shown as hex. */
public record DeviceId(Bytes value) {
  /** Stands where no device is: in entries that the server writes. */
  public static final DeviceId NONE = of(new byte[16]);

  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 16 bytes. */
  public DeviceId {
    FixedBytes.check(value, 16, "a device id");
  }

  /** From 16 bytes, copied. */
  public static DeviceId of(byte[] value) {
    return new DeviceId(Bytes.copyFrom(value));
  }

  /** A fresh one. */
  public static DeviceId random() {
    return new DeviceId(FixedBytes.random(16));
  }

  /** From 32 hexadecimal digits; fails with {@link Reason#INVALID_FIELD}. */
  public static DeviceId parse(String text) {
    return new DeviceId(FixedBytes.parse(text, 16, "a device id", "device"));
  }

  /** The 16 bytes, a copy. */
  public byte[] toBytes() {
    return value.toByteArray();
  }

  /** Lower-case hex. */
  @Override
  public String toString() {
    return FixedBytes.hex(value);
  }
}
