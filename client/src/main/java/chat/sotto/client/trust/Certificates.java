package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and keys in and out of DER and PEM. */
public final class Certificates {
  private static final int MAX_DER = 16 * 1024;

  private Certificates() {}

  /** From DER that a server sent; fails with {@link Reason#BAD_RESPONSE}. */
  public static X509Certificate parse(byte[] der) {
    if (der.length > MAX_DER) {
      throw new SottoException(Reason.BAD_RESPONSE, "a certificate is longer than 16 KiB");
    }
    try {
      return read(der);
    } catch (CertificateException e) {
      throw new SottoException(Reason.BAD_RESPONSE, "the server sent what is no certificate")
          .cause(e);
    }
  }

  /** A certificate as PEM. */
  public static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate cannot be encoded", e);
    }
  }

  /** From PEM of the profile; fails with {@link Reason#PROFILE_UNREADABLE}. */
  public static X509Certificate readCertificate(String pem) {
    try {
      return read(content(pem, "CERTIFICATE"));
    } catch (CertificateException e) {
      throw unreadable("certificate").cause(e);
    }
  }

  /** A P-256 key from PKCS #8 PEM; its public half is computed. */
  static KeyPair readKey(String pem) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      ECPrivateKey key =
          (ECPrivateKey)
              factory.generatePrivate(new PKCS8EncodedKeySpec(content(pem, "PRIVATE KEY")));
      ECPoint point =
          CustomNamedCurves.getByName("secp256r1").getG().multiply(key.getS()).normalize();
      java.security.spec.ECPoint w =
          new java.security.spec.ECPoint(
              point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
      return new KeyPair(factory.generatePublic(new ECPublicKeySpec(w, key.getParams())), key);
    } catch (GeneralSecurityException | ClassCastException e) {
      // Without cause: it may tell of the key.
      throw unreadable("key");
    }
  }

  static String pem(String type, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new IllegalStateException("PEM cannot be written to memory", e);
    }
    return text.toString();
  }

  private static X509Certificate read(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] content(String pem, String type) {
    try (PemReader reader = new PemReader(new StringReader(pem))) {
      PemObject object = reader.readPemObject();
      if (object == null || !object.getType().equals(type)) {
        throw unreadable(type.equals("CERTIFICATE") ? "certificate" : "key");
      }
      return object.getContent();
    } catch (IOException | RuntimeException e) {
      throw unreadable(type.equals("CERTIFICATE") ? "certificate" : "key");
    }
  }

  private static SottoException unreadable(String what) {
    return new SottoException(
        Reason.PROFILE_UNREADABLE, "the profile's TLS " + what + " cannot be read");
  }
}
