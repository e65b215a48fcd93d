package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * SHA-256 of an entry's canonical bytes (docs/protocol.md, section 5).
 *
 * @param bytes 32 bytes
 */
public record EntryHash(ByteString bytes) {
  /** Bytes in a hash. */
  public static final int SIZE = 32;

  /**
   * @throws IllegalArgumentException for another length than 32 bytes
   */
  public EntryHash {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("an entry hash has 32 bytes, not " + bytes.size());
    }
  }
}
