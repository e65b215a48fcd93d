package chat.sotto.client.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A device's TLS key: EC P-256. It says who calls, and protects nothing that was written. */
public final class TlsKey {
  private final KeyPair pair;

  private TlsKey(KeyPair pair) {
    this.pair = pair;
  }

  /** A fresh one. */
  public static TlsKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new TlsKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  /** From {@link #toPem}; fails with {@link chat.sotto.client.model.Reason#PROFILE_UNREADABLE}. */
  public static TlsKey ofPem(String pem) {
    return new TlsKey(Certificates.readKey(pem));
  }

  /** The private key as PKCS #8 PEM: a secret, for a file of mode 0600. */
  public String toPem() {
    return Certificates.pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /** A request for a certificate: PKCS #10, DER. Nothing in it but the key counts. */
  public byte[] csr() {
    try {
      return new JcaPKCS10CertificationRequestBuilder(
              new X500Principal("CN=sotto device"), pair.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("cannot sign a certificate request", e);
    }
  }

  /** The public half. */
  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The private half, for the TLS library. */
  public PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** Shows nothing of the private half. */
  @Override
  public String toString() {
    return "TlsKey[redacted]";
  }
}
