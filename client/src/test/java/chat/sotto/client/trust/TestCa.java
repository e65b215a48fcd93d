package chat.sotto.client.trust;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority made for one test. */
public final class TestCa {
  /** When the test's certificates begin. */
  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static final X500Principal NAME = new X500Principal("CN=test CA");

  private final KeyPair pair;
  private final X509Certificate certificate;

  /** A fresh one. */
  public TestCa() {
    try {
      this.pair = newPair();
      JcaX509v3CertificateBuilder builder =
          builder(pair.getPublic(), NAME, BigInteger.ONE, BEGIN.plus(Duration.ofDays(7300)));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      this.certificate = sign(builder);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Its certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Its fingerprint. */
  public CaFingerprint fingerprint() {
    return CaFingerprint.of(certificate);
  }

  /** A server's leaf as docs/protocol.md wants it, 365 days from {@link #BEGIN}. */
  public X509Certificate server() {
    return leaf(
        newPair().getPublic(), KeyPurposeId.id_kp_serverAuth, fingerprint().serverId().hostName());
  }

  /** A leaf with whatever a test wants to be wrong. */
  public X509Certificate leaf(
      PublicKey key, @Nullable KeyPurposeId purpose, @Nullable String dnsName) {
    return leaf(key, purpose, dnsName, BigInteger.TWO);
  }

  /** A leaf with a serial number of the test's choice. */
  public X509Certificate leaf(
      PublicKey key, @Nullable KeyPurposeId purpose, @Nullable String dnsName, BigInteger serial) {
    try {
      JcaX509v3CertificateBuilder builder =
          builder(key, new X500Principal("CN=leaf"), serial, BEGIN.plus(Duration.ofDays(365)));
      if (purpose != null) {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      }
      if (dnsName != null) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.dNSName, "localhost"),
                  new GeneralName(GeneralName.dNSName, dnsName)
                }));
      }
      return sign(builder);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A fresh P-256 pair. */
  public static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(
      PublicKey key, X500Principal subject, BigInteger serial, Instant end) {
    return new JcaX509v3CertificateBuilder(
        NAME, serial, Date.from(BEGIN), Date.from(end), subject, key);
  }

  private X509Certificate sign(JcaX509v3CertificateBuilder builder) throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }
}
