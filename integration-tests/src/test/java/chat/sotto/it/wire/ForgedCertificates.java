package chat.sotto.it.wire;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
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
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certificates that are right in everything but what the test is about. Starts from a good
 * certificate; each method changes one thing.
 *
 * @param issuer who is said to have issued it
 * @param issuerKey who did
 * @param begin first moment
 * @param end last moment
 * @param purpose the extended key usage
 * @param name the subject alternative name
 */
public record ForgedCertificates(
    X500Principal issuer,
    PrivateKey issuerKey,
    Instant begin,
    Instant end,
    KeyPurposeId purpose,
    GeneralName name) {

  /** What the CA itself would issue to the device that the good certificate is for. */
  public static ForgedCertificates like(X509Certificate good, PrivateKey caKey) {
    return new ForgedCertificates(
        good.getIssuerX500Principal(),
        caKey,
        good.getNotBefore().toInstant(),
        good.getNotAfter().toInstant(),
        KeyPurposeId.id_kp_clientAuth,
        new GeneralName(GeneralName.uniformResourceIdentifier, uriIn(good)));
  }

  /** Signed by a CA of the same name with another key. */
  public ForgedCertificates byAnotherCa() {
    return new ForgedCertificates(issuer, WireKeys.p256().getPrivate(), begin, end, purpose, name);
  }

  /** In force until so long ago. */
  public ForgedCertificates endedBefore(Duration ago) {
    return new ForgedCertificates(
        issuer,
        issuerKey,
        begin.minus(Duration.ofDays(90)),
        Instant.now().minus(ago),
        purpose,
        name);
  }

  /** Not in force for so long. */
  public ForgedCertificates beginsIn(Duration future) {
    return new ForgedCertificates(
        issuer, issuerKey, Instant.now().plus(future), end, purpose, name);
  }

  /** For another purpose. */
  public ForgedCertificates withPurpose(KeyPurposeId other) {
    return new ForgedCertificates(issuer, issuerKey, begin, end, other, name);
  }

  /** With this URI for a name. */
  public ForgedCertificates withUri(String uri) {
    return new ForgedCertificates(
        issuer,
        issuerKey,
        begin,
        end,
        purpose,
        new GeneralName(GeneralName.uniformResourceIdentifier, uri));
  }

  /** With this DNS name. */
  public ForgedCertificates withDns(String dns) {
    return new ForgedCertificates(
        issuer, issuerKey, begin, end, purpose, new GeneralName(GeneralName.dNSName, dns));
  }

  /** The certificate for a key. */
  public X509Certificate issue(PublicKey key) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(127, new SecureRandom()),
              Date.from(begin),
              Date.from(end),
              new X500Principal("CN=forged"),
              key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate for a pair's public half. */
  public X509Certificate issue(KeyPair pair) {
    return issue(pair.getPublic());
  }

  /** The device's name in its certificate. */
  public static String uriIn(X509Certificate certificate) {
    try {
      return (String) certificate.getSubjectAlternativeNames().iterator().next().get(1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
