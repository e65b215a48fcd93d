package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import com.google.common.io.BaseEncoding;
import com.google.crypto.tink.util.Bytes;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/** The server's identity: SHA-256 of its CA's SubjectPublicKeyInfo, 32 bytes. */
public record CaFingerprint(Bytes value) {
  private static final int LENGTH = 32;

  /** Fails unless it is 32 bytes. */
  public CaFingerprint {
    if (value.size() != LENGTH) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "a CA fingerprint must be 32 bytes, not " + value.size());
    }
  }

  /** From 32 bytes, copied. */
  public static CaFingerprint of(byte[] value) {
    return new CaFingerprint(Bytes.copyFrom(value));
  }

  /** Of a CA's certificate. */
  public static CaFingerprint of(X509Certificate ca) {
    return of(ca.getPublicKey());
  }

  /** Of a CA's key. */
  public static CaFingerprint of(PublicKey caKey) {
    return of(Digests.sha256(caKey.getEncoded()));
  }

  /** The name that follows from it. */
  public ServerId serverId() {
    return new ServerId(HexFormat.of().formatHex(Arrays.copyOf(toBytes(), LENGTH / 2)));
  }

  /** The 32 bytes, a copy. */
  public byte[] toBytes() {
    return value.toByteArray();
  }

  /** Base64url without padding, 43 characters, as in a join link. */
  @Override
  public String toString() {
    return BaseEncoding.base64Url().omitPadding().encode(toBytes());
  }
}
