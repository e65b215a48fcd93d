package chat.sotto.client.codec;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import com.google.crypto.tink.util.Bytes;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.StandardCharsets;

/** Writes the fixed-width and length-prefixed forms of docs/protocol.md; big-endian. */
public final class ByteWriter {
  private final ByteArrayDataOutput out = ByteStreams.newDataOutput();

  /** One byte, 0 to 255. */
  @CanIgnoreReturnValue
  public ByteWriter u8(int value) {
    out.writeByte(value);
    return this;
  }

  /** Four bytes. */
  @CanIgnoreReturnValue
  public ByteWriter u32(int value) {
    out.writeInt(value);
    return this;
  }

  /** Eight bytes. */
  @CanIgnoreReturnValue
  public ByteWriter u64(long value) {
    out.writeLong(value);
    return this;
  }

  /** The bytes as they are; the reader must know their length. */
  @CanIgnoreReturnValue
  public ByteWriter raw(byte[] value) {
    out.write(value);
    return this;
  }

  /** The bytes as they are; the reader must know their length. */
  @CanIgnoreReturnValue
  public ByteWriter raw(Bytes value) {
    return raw(value.toByteArray());
  }

  /** {@code lp(value)}: four bytes of length, then the bytes. */
  @CanIgnoreReturnValue
  public ByteWriter lp(byte[] value) {
    return u32(value.length).raw(value);
  }

  /** {@code lp} of the UTF-8 form. */
  @CanIgnoreReturnValue
  public ByteWriter lp(String value) {
    return lp(value.getBytes(StandardCharsets.UTF_8));
  }

  /** What was written. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
