package chat.sotto.client.primitives;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;

/**
 * The one door between secret bytes and plain arrays: whoever exports a secret names this class.
 */
public final class Secrets {
  private Secrets() {}

  /** Takes a copy of the array into a secret. */
  public static SecretBytes of(byte[] bytes) {
    return SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get());
  }

  /** Fresh random bytes. */
  public static SecretBytes random(int length) {
    return SecretBytes.randomBytes(length);
  }

  /**
   * The bytes, a copy. They must not be logged, compared with {@code equals}, or kept longer than
   * needed.
   */
  public static byte[] export(SecretBytes secret) {
    return secret.toByteArray(InsecureSecretKeyAccess.get());
  }
}
