package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What the 16-byte ids share: two longs to and from bytes and hex. */
final class Bytes16 {
  static final int SIZE = 16;

  private Bytes16() {}

  static ByteBuffer read(ByteString bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.size());
    }
    return bytes.asReadOnlyByteBuffer();
  }

  static ByteBuffer read(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.length);
    }
    return ByteBuffer.wrap(bytes);
  }

  static byte[] write(long high, long low) {
    return ByteBuffer.allocate(SIZE).putLong(high).putLong(low).array();
  }

  static String hex(long high, long low) {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(high) + format.toHexDigits(low);
  }

  static int compare(long highA, long lowA, long highB, long lowB) {
    int byHigh = Long.compareUnsigned(highA, highB);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(lowA, lowB);
  }
}
