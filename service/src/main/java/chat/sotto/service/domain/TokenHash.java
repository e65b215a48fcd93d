package chat.sotto.service.domain;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;

/**
 * SHA-256 of a session or join token: what the server stores instead of the token. Not printed, as
 * it names a live session.
 *
 * @param bytes 32 bytes
 */
public record TokenHash(ByteString bytes) {
  private static final int SIZE = 32;

  /**
   * @throws IllegalArgumentException for another length than 32 bytes
   */
  public TokenHash {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a token hash has 32 bytes, not " + bytes.size());
    }
  }

  /** The hash of a token. */
  public static TokenHash of(ByteString token) {
    return new TokenHash(
        ByteString.copyFrom(Hashing.sha256().hashBytes(token.toByteArray()).asBytes()));
  }

  @Override
  public String toString() {
    return "TokenHash[redacted]";
  }
}
