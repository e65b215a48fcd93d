package chat.sotto.client.attachment;

import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.SecretBytes;
import org.jspecify.annotations.Nullable;

/** The key of one attachment, used for nothing else: 32 random bytes. */
public final class AttachmentKey {
  /** Length of a key in bytes. */
  public static final int LENGTH = 32;

  private final SecretBytes bytes;

  /** From 32 bytes; fails with {@link IllegalArgumentException} when there are more or fewer. */
  public AttachmentKey(SecretBytes bytes) {
    if (bytes.size() != LENGTH) {
      throw new IllegalArgumentException("an attachment's key has " + LENGTH + " bytes");
    }
    this.bytes = bytes;
  }

  /** From 32 bytes, copied. */
  public static AttachmentKey of(byte[] bytes) {
    return new AttachmentKey(Secrets.of(bytes));
  }

  /** A fresh one. */
  public static AttachmentKey random() {
    return new AttachmentKey(Secrets.random(LENGTH));
  }

  /** The 32 bytes. */
  public SecretBytes secret() {
    return bytes;
  }

  /** Whether they are the same, in constant time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AttachmentKey that && bytes.equalsSecretBytes(that.bytes);
  }

  /** The same for all: a hash would tell something of the key. */
  @Override
  public int hashCode() {
    return AttachmentKey.class.hashCode();
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "AttachmentKey[redacted]";
  }
}
