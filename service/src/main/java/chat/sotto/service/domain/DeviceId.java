package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names a device: 16 random bytes, chosen by its client.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record DeviceId(long high, long low) implements Comparable<DeviceId> {
  /** Sixteen zero bytes: the sender of entries that the server writes. */
  public static final DeviceId SERVER = new DeviceId(0, 0);

  /**
   * Takes an id from the wire.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static DeviceId of(ByteString bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id from a store.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static DeviceId of(byte[] bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id as people see it.
   *
   * @param hex 32 hexadecimal characters
   * @throws IllegalArgumentException for anything else
   */
  public static DeviceId ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** An id that nobody has used. */
  public static DeviceId random(SecureRandom random) {
    return new DeviceId(random.nextLong(), random.nextLong());
  }

  private static DeviceId of(ByteBuffer buffer) {
    return new DeviceId(buffer.getLong(), buffer.getLong());
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
  public int compareTo(DeviceId other) {
    return Bytes16.compare(high, low, other.high, other.low);
  }

  /** 32 lower-case hexadecimal characters. */
  @Override
  public String toString() {
    return Bytes16.hex(high, low);
  }
}
