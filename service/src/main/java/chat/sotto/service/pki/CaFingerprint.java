package chat.sotto.service.pki;

import com.google.common.hash.HashCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * SHA-256 of the authority's SubjectPublicKeyInfo: what a join link pins and what every signature
 * of this server's users is bound to (docs/protocol.md, section 1).
 */
public final class CaFingerprint {
  private static final int SERVER_ID_BYTES = 16;

  private final byte[] digest;

  private CaFingerprint(byte[] digest) {
    this.digest = digest;
  }

  /** The fingerprint of a key in its X.509 encoding. */
  public static CaFingerprint of(PublicKey key) {
    return new CaFingerprint(sha256(key.getEncoded()));
  }

  /** The 32 bytes. */
  public byte[] toByteArray() {
    return digest.clone();
  }

  /** The first half in lower-case hex: 32 characters. */
  public String serverId() {
    return HexFormat.of().formatHex(digest, 0, SERVER_ID_BYTES);
  }

  /** The form in a join link: base64url without padding. */
  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CaFingerprint that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return HashCode.fromBytes(digest).toString();
  }
}
