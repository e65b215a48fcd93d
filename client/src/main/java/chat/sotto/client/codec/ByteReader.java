package chat.sotto.client.codec;

import com.google.crypto.tink.util.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote, from bytes that nobody vouches for. */
public final class ByteReader {
  private final ByteBuffer in;

  /** Reads from the array, which it does not change. */
  public ByteReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  /** One byte, 0 to 255. */
  public int u8() throws MalformedBytesException {
    need(1);
    return Byte.toUnsignedInt(in.get());
  }

  /** Four bytes; fails above {@code max}. */
  public int u32(int max) throws MalformedBytesException {
    need(Integer.BYTES);
    int value = in.getInt();
    if (Integer.compareUnsigned(value, max) > 0) {
      throw new MalformedBytesException("a length or count is above " + max);
    }
    return value;
  }

  /** Eight bytes; fails above 2^63 - 1, which no honest writer reaches. */
  public long u64() throws MalformedBytesException {
    need(Long.BYTES);
    long value = in.getLong();
    if (value < 0) {
      throw new MalformedBytesException("a number is above 2^63 - 1");
    }
    return value;
  }

  /** Exactly so many bytes. */
  public byte[] raw(int length) throws MalformedBytesException {
    need(length);
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  /** Exactly so many bytes, as a value. */
  public Bytes bytes(int length) throws MalformedBytesException {
    return Bytes.copyFrom(raw(length));
  }

  /** {@code lp}, at most {@code max} bytes. */
  public byte[] lp(int max) throws MalformedBytesException {
    return raw(u32(max));
  }

  /** {@code lp} of a text, at most {@code max} bytes of well-formed UTF-8. */
  public String text(int max) throws MalformedBytesException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(lp(max))).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedBytesException("a text is not UTF-8");
    }
  }

  /** A flag: one byte, 0 or 1. */
  public boolean flag() throws MalformedBytesException {
    int value = u8();
    if (value > 1) {
      throw new MalformedBytesException("a flag is neither 0 nor 1");
    }
    return value == 1;
  }

  /** Everything that is left. */
  public byte[] rest() {
    byte[] value = new byte[in.remaining()];
    in.get(value);
    return value;
  }

  /** How many bytes are left. */
  public int remaining() {
    return in.remaining();
  }

  /** Fails unless everything has been read. */
  public void end() throws MalformedBytesException {
    if (in.hasRemaining()) {
      throw new MalformedBytesException("bytes are left over");
    }
  }

  private void need(int length) throws MalformedBytesException {
    if (in.remaining() < length) {
      throw new MalformedBytesException("bytes are missing");
    }
  }
}
