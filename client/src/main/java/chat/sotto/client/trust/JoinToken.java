package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.util.SecretBytes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The right to register on a server: 16 random bytes. Whoever has them can use them, so they are
 * not shown.
 */
public final class JoinToken {
  /** Length in bytes. */
  public static final int LENGTH = 16;

  private final SecretBytes value;

  /** From 16 bytes, copied. */
  public JoinToken(byte[] value) {
    if (value.length != LENGTH) {
      throw new SottoException(
              Reason.LINK_INVALID, "the join link's token must be 16 bytes, not " + value.length)
          .field("join");
    }
    this.value = Secrets.of(value);
  }

  /** The 16 bytes, a copy, for the register call. */
  public byte[] toBytes() {
    return Secrets.export(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JoinToken that && value.equalsSecretBytes(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(LENGTH);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "JoinToken[redacted]";
  }
}
