package chat.sotto.service.domain;

import com.google.protobuf.ByteString;

/**
 * The 32 bytes by which a client proves its password or recovery code. Secret: never printed, never
 * stored.
 */
public final class AuthKey {
  /** Bytes in a key. */
  public static final int SIZE = 32;

  private final ByteString bytes;

  private AuthKey(ByteString bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a key from the wire.
   *
   * @throws IllegalArgumentException for another length than 32 bytes
   */
  public static AuthKey of(ByteString bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("an auth key has 32 bytes, not " + bytes.size());
    }
    return new AuthKey(bytes);
  }

  ByteString bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "AuthKey[redacted]";
  }
}
