package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/**
 * What a device calls an entry that it sends: 16 random bytes. Sending again under the same id is
 * harmless.
 */
public record ClientMessageId(Bytes value) {
  /** Stands in entries that the server writes, and in read marks and typing signs. */
  public static final ClientMessageId NONE = of(new byte[16]);

  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 16 bytes. */
  public ClientMessageId {
    FixedBytes.check(value, 16, "a client message id");
  }

  /** From 16 bytes, copied. */
  public static ClientMessageId of(byte[] value) {
    return new ClientMessageId(Bytes.copyFrom(value));
  }

  /** A fresh one. */
  public static ClientMessageId random() {
    return new ClientMessageId(FixedBytes.random(16));
  }

  /** From 32 hexadecimal digits; fails with {@link Reason#INVALID_FIELD}. */
  public static ClientMessageId parse(String text) {
    return new ClientMessageId(FixedBytes.parse(text, 16, "a client message id", "client_id"));
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
