package chat.sotto.client.primitives;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-2 over the concatenation of its arguments. */
public final class Digests {
  private Digests() {}

  /** SHA-256, 32 bytes. */
  public static byte[] sha256(byte[]... parts) {
    return hash(Hashing.sha256(), parts);
  }

  /** SHA-512, 64 bytes. */
  public static byte[] sha512(byte[]... parts) {
    return hash(Hashing.sha512(), parts);
  }

  /** SHA-256 of what is given to it piece by piece. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hash(HashFunction function, byte[]... parts) {
    Hasher hasher = function.newHasher();
    for (byte[] part : parts) {
      hasher.putBytes(part);
    }
    return hasher.hash().asBytes();
  }
}
