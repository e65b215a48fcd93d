package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/** A chat: 16 random bytes, chosen by its creator and shown as hex; also the group's id. */
public record ChatId(Bytes value) {
  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 16 bytes. */
  public ChatId {
    FixedBytes.check(value, 16, "a chat id");
  }

  /** From 16 bytes, copied. */
  public static ChatId of(byte[] value) {
    return new ChatId(Bytes.copyFrom(value));
  }

  /** A fresh one. */
  public static ChatId random() {
    return new ChatId(FixedBytes.random(16));
  }

  /** From 32 hexadecimal digits; fails with {@link Reason#INVALID_FIELD}. */
  public static ChatId parse(String text) {
    return new ChatId(FixedBytes.parse(text, 16, "a chat id", "chat"));
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
