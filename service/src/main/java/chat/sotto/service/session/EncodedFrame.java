package chat.sotto.service.session;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One server frame in the form in which it stands in a stream message, field tag and length
 * included: a stream message is the concatenation of such frames. Encoded once, shared by all
 * readers, never changed.
 */
public final class EncodedFrame {
  private final byte[] bytes;

  private EncodedFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes over {@code bytes}: the caller must not change them any more. A copy for each frame is
   * what this type is there to avoid.
   */
  public static EncodedFrame wrap(byte[] bytes) {
    return new EncodedFrame(bytes);
  }

  /** Bytes on the wire. */
  public int size() {
    return bytes.length;
  }

  /** Writes all bytes. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /**
   * Copies up to {@code length} bytes, beginning with number {@code from}.
   *
   * @return how many were copied
   */
  public int copyTo(int from, byte[] target, int offset, int length) {
    int count = Math.min(length, bytes.length - from);
    System.arraycopy(bytes, from, target, offset, count);
    return count;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int byteAt(int index) {
    return bytes[index] & 0xff;
  }

  @Override
  public String toString() {
    return "EncodedFrame[" + bytes.length + " bytes]";
  }
}
