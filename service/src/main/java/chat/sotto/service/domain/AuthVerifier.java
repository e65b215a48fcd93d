package chat.sotto.service.domain;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * What the server keeps of an auth key: a random salt and {@code SHA-256(salt ‖ key)}. Redacted.
 */
public final class AuthVerifier {
  private static final int SALT_SIZE = 16;
  private static final int HASH_SIZE = 32;

  private final ByteString salt;
  private final ByteString hash;

  /**
   * Takes a verifier from a store.
   *
   * @param salt 16 bytes
   * @param hash 32 bytes
   * @throws IllegalArgumentException for other lengths
   */
  public AuthVerifier(ByteString salt, ByteString hash) {
    if (salt.size() != SALT_SIZE || hash.size() != HASH_SIZE) {
      throw new IllegalArgumentException("a verifier is a 16-byte salt and a 32-byte hash");
    }
    this.salt = salt;
    this.hash = hash;
  }

  /** A verifier for a key, under a new salt. */
  public static AuthVerifier of(AuthKey key, SecureRandom random) {
    byte[] fresh = new byte[SALT_SIZE];
    random.nextBytes(fresh);
    ByteString salt = ByteString.copyFrom(fresh);
    return new AuthVerifier(salt, ByteString.copyFrom(hash(salt, key)));
  }

  /** Whether this is the key, in constant time. */
  public boolean matches(AuthKey key) {
    return MessageDigest.isEqual(hash.toByteArray(), hash(salt, key));
  }

  /** Whether both were made from the same key in the same step. */
  public boolean isSameAs(AuthVerifier other) {
    return salt.equals(other.salt)
        && MessageDigest.isEqual(hash.toByteArray(), other.hash.toByteArray());
  }

  /** The salt, for a store. */
  public ByteString salt() {
    return salt;
  }

  /** The hash, for a store. */
  public ByteString hash() {
    return hash;
  }

  private static byte[] hash(ByteString salt, AuthKey key) {
    return Hashing.sha256().hashBytes(salt.concat(key.bytes()).toByteArray()).asBytes();
  }

  @Override
  public String toString() {
    return "AuthVerifier[redacted]";
  }
}
