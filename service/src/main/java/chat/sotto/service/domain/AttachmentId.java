package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names an attachment within its chat: 16 random bytes, chosen by the uploading device.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record AttachmentId(long high, long low) implements Comparable<AttachmentId> {
  /**
   * Takes an id from the wire.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static AttachmentId of(ByteString bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id from a store.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static AttachmentId of(byte[] bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id as people see it.
   *
   * @param hex 32 hexadecimal characters
   * @throws IllegalArgumentException for anything else
   */
  public static AttachmentId ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** An id that nobody has used. */
  public static AttachmentId random(SecureRandom random) {
    return new AttachmentId(random.nextLong(), random.nextLong());
  }

  private static AttachmentId of(ByteBuffer buffer) {
    return new AttachmentId(buffer.getLong(), buffer.getLong());
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
  public int compareTo(AttachmentId other) {
    return Bytes16.compare(high, low, other.high, other.low);
  }

  /** 32 lower-case hexadecimal characters. */
  @Override
  public String toString() {
    return Bytes16.hex(high, low);
  }
}
