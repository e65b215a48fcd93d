package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names the bytes of one attachment where they are stored. The server draws it, so that no client
 * chooses a file's name, and never uses it twice.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record BlobId(long high, long low) implements Comparable<BlobId> {

  /**
   * Takes an id from a store.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static BlobId of(byte[] bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id from the name of a file.
   *
   * @param hex 32 hexadecimal characters
   * @throws IllegalArgumentException for anything else
   */
  public static BlobId ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** An id that nobody has used. */
  public static BlobId random(SecureRandom random) {
    return new BlobId(random.nextLong(), random.nextLong());
  }

  private static BlobId of(ByteBuffer buffer) {
    return new BlobId(buffer.getLong(), buffer.getLong());
  }

  /** The 16 bytes, big-endian, in a new array. */
  public byte[] toBytes() {
    return Bytes16.write(high, low);
  }

  /** The 16 bytes, big-endian. */
  public ByteString toByteString() {
    return ByteString.copyFrom(toBytes());
  }

  /** Orders as the bytes do. */
  @Override
  public int compareTo(BlobId other) {
    return Bytes16.compare(high, low, other.high, other.low);
  }

  /** 32 lower-case hexadecimal characters. */
  @Override
  public String toString() {
    return Bytes16.hex(high, low);
  }
}
