package chat.sotto.mls.validation;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.wire.Credential;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** The one thing about certificates that is the protocol's own business (RFC 9420 §5.3). */
final class Certificates {
  private Certificates() {}

  /**
   * Whether the first certificate is for a key. A public key ends its SubjectPublicKeyInfo in the
   * very form that MLS uses, for Ed25519 and for uncompressed points alike.
   */
  static boolean areFor(SignaturePublicKey key, Credential.X509 credential) {
    if (credential.chain().isEmpty() || key.value().length() < 32) {
      return false;
    }
    byte[] der = credential.chain().get(0).der().toByteArray();
    try {
      Bytes info =
          Bytes.owning(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der))
                  .getPublicKey()
                  .getEncoded());
      int length = key.value().length();
      return info.length() > length
          && info.slice(info.length() - length, length).equals(key.value());
    } catch (CertificateException e) {
      return false;
    }
  }
}
