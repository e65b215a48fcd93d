package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/** An account's Ed25519 public key, 32 bytes: what is pinned, and what safety numbers show. */
public record AccountPublicKey(Bytes value) {
  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 32 bytes. */
  public AccountPublicKey {
    FixedBytes.check(value, 32, "an account key");
  }

  /** From 32 bytes, copied. */
  public static AccountPublicKey of(byte[] value) {
    return new AccountPublicKey(Bytes.copyFrom(value));
  }

  /** From 64 hexadecimal digits; fails with {@link Reason#INVALID_FIELD}. */
  public static AccountPublicKey parse(String text) {
    return new AccountPublicKey(FixedBytes.parse(text, 32, "an account key", "account_key"));
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
