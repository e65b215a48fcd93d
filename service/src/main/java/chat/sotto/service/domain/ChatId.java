package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names a chat: 16 random bytes, chosen by the client that creates it; also the group's id in the
 * group agreement.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record ChatId(long high, long low) implements Comparable<ChatId> {

  /**
   * Takes an id from the wire.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static ChatId of(ByteString bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id from a store.
   *
   * @param bytes 16 bytes
   * @throws IllegalArgumentException for another length
   */
  public static ChatId of(byte[] bytes) {
    return of(Bytes16.read(bytes));
  }

  /**
   * Takes an id as people see it.
   *
   * @param hex 32 hexadecimal characters
   * @throws IllegalArgumentException for anything else
   */
  public static ChatId ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** An id that nobody has used. */
  public static ChatId random(SecureRandom random) {
    return new ChatId(random.nextLong(), random.nextLong());
  }

  private static ChatId of(ByteBuffer buffer) {
    return new ChatId(buffer.getLong(), buffer.getLong());
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
  public int compareTo(ChatId other) {
    return Bytes16.compare(high, low, other.high, other.low);
  }

  /** 32 lower-case hexadecimal characters. */
  @Override
  public String toString() {
    return Bytes16.hex(high, low);
  }
}
