package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/** What a client calls the sealed bytes of a file: 16 random bytes, unique in their chat. */
public record AttachmentId(Bytes value) {
  /** Fails with {@link Reason#BAD_RESPONSE} unless it is 16 bytes. */
  public AttachmentId {
    FixedBytes.check(value, 16, "an attachment id");
  }

  /** From 16 bytes, copied. */
  public static AttachmentId of(byte[] value) {
    return new AttachmentId(Bytes.copyFrom(value));
  }

  /** A fresh one. */
  public static AttachmentId random() {
    return new AttachmentId(FixedBytes.random(16));
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
