package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/**
 * H(n), the hash of a chat's log up to and including entry n (docs/protocol.md, section 5); 32
 * bytes.
 */
public record LogHash(Bytes value) {
  /** H(0), the hash of the empty log. */
  public static final LogHash ZERO = of(new byte[32]);

  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 32 bytes. */
  public LogHash {
    FixedBytes.check(value, 32, "a log hash");
  }

  /** From 32 bytes, copied. */
  public static LogHash of(byte[] value) {
    return new LogHash(Bytes.copyFrom(value));
  }

  /** From 64 hexadecimal digits; fails with {@link Reason#INVALID_FIELD}. */
  public static LogHash parse(String text) {
    return new LogHash(FixedBytes.parse(text, 32, "a log hash", "hash"));
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
