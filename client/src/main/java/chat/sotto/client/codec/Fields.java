package chat.sotto.client.codec;

import com.google.crypto.tink.util.Bytes;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;

/**
 * {@code fields(a, b, …)} of docs/protocol.md: each part length-prefixed, so that no two lists give
 * the same bytes.
 */
public final class Fields {
  private final ByteWriter out = new ByteWriter();

  private Fields() {}

  /** A list that begins with a label or another text. */
  public static Fields of(String text) {
    return new Fields().text(text);
  }

  /** A list that begins with bytes. */
  public static Fields of(byte[] bytes) {
    return new Fields().bytes(bytes);
  }

  /** A list that begins with bytes. */
  public static Fields of(Bytes bytes) {
    return of(bytes.toByteArray());
  }

  /** A text, as UTF-8. */
  @CanIgnoreReturnValue
  public Fields text(String value) {
    out.lp(value);
    return this;
  }

  /** Bytes. */
  @CanIgnoreReturnValue
  public Fields bytes(byte[] value) {
    out.lp(value);
    return this;
  }

  /** Bytes. */
  @CanIgnoreReturnValue
  public Fields bytes(Bytes value) {
    return bytes(value.toByteArray());
  }

  /** An integer of eight bytes. */
  @CanIgnoreReturnValue
  public Fields u64(long value) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** The list's bytes. */
  public byte[] toBytes() {
    return out.toBytes();
  }
}
