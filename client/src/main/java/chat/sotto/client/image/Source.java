package chat.sotto.client.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bytes to be read at any place, through one small buffer. Nothing is allocated by what the bytes
 * say. Used by one thread.
 */
final class Source {
  private static final int BUFFER = 1 << 16;

  private final Reader reader;
  private final long length;
  private final byte[] buffer;
  private long start;
  private int filled;

  /** Reads up to what fits from a place; the count, or less than 1 at the end. */
  private interface Reader {
    int read(ByteBuffer into, long from) throws IOException;
  }

  private Source(Reader reader, long length) {
    this.reader = reader;
    this.length = length;
    this.buffer = new byte[(int) Math.max(1, Math.min(BUFFER, length))];
  }

  /** Of a file, which stays the caller's to close. */
  static Source of(FileChannel file) throws IOException {
    return new Source(file::read, file.size());
  }

  static Source of(byte[] bytes) {
    return new Source(
        (into, from) -> {
          int count = (int) Math.min(into.remaining(), bytes.length - from);
          if (count > 0) {
            into.put(bytes, (int) from, count);
          }
          return count;
        },
        bytes.length);
  }

  long length() {
    return length;
  }

  /** One byte, 0 to 255. */
  int u8(long at) throws IOException, NotUnderstoodException {
    long offset = at - start;
    if (offset < 0 || offset >= filled) {
      fill(at);
      offset = 0;
    }
    return buffer[(int) offset] & 0xff;
  }

  int u16be(long at) throws IOException, NotUnderstoodException {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16le(long at) throws IOException, NotUnderstoodException {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24le(long at) throws IOException, NotUnderstoodException {
    return u16le(at) | u8(at + 2) << 16;
  }

  long u32be(long at) throws IOException, NotUnderstoodException {
    return (long) u16be(at) << 16 | u16be(at + 2);
  }

  long u32le(long at) throws IOException, NotUnderstoodException {
    return u16le(at) | (long) u16le(at + 2) << 16;
  }

  /** A copy of {@code count} bytes, which the caller has bounded. */
  byte[] bytes(long at, int count) throws IOException, NotUnderstoodException {
    if (count > length - at) {
      throw NotUnderstoodException.truncated();
    }
    byte[] copy = new byte[count];
    for (int i = 0; i < count; i++) {
      copy[i] = (byte) u8(at + i);
    }
    return copy;
  }

  /** Whether these bytes (of ISO-8859-1) are at a place. */
  boolean has(String text, long at) throws IOException, NotUnderstoodException {
    if (text.length() > length - at) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (u8(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** As much as there is and fits, from a place before the end; at least one byte. */
  int read(long at, byte[] into, int offset, int count) throws IOException {
    try {
      u8(at);
    } catch (NotUnderstoodException e) {
      throw new FileChangedException();
    }
    int here = (int) (at - start);
    int copied = Math.min(count, filled - here);
    System.arraycopy(buffer, here, into, offset, copied);
    return copied;
  }

  private void fill(long at) throws IOException, NotUnderstoodException {
    if (at < 0 || at >= length) {
      throw NotUnderstoodException.truncated();
    }
    filled = 0;
    start = at;
    int count = reader.read(ByteBuffer.wrap(buffer), at);
    if (count < 1) {
      throw NotUnderstoodException.truncated();
    }
    filled = count;
  }
}
