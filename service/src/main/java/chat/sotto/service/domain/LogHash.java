package chat.sotto.service.domain;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;

/**
 * {@code H(n)}: the hash of a log up to and including entry n (docs/protocol.md, section 5).
 *
 * @param bytes 32 bytes
 */
public record LogHash(ByteString bytes) {
  /** {@code H(0)}: 32 zero bytes. */
  public static final LogHash ZERO = new LogHash(ByteString.copyFrom(new byte[EntryHash.SIZE]));

  /**
   * @throws IllegalArgumentException for another length than 32 bytes
   */
  public LogHash {
    if (bytes.size() != EntryHash.SIZE) {
      throw new IllegalArgumentException("a log hash has 32 bytes, not " + bytes.size());
    }
  }

  /** {@code SHA-256(this ‖ entry hash)}. */
  public LogHash next(EntryHash entry) {
    byte[] joined = bytes.concat(entry.bytes()).toByteArray();
    return new LogHash(ByteString.copyFrom(Hashing.sha256().hashBytes(joined).asBytes()));
  }
}
