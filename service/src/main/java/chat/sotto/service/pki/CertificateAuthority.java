package chat.sotto.service.pki;

import chat.sotto.service.domain.DeviceRef;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * This server's own certificate authority (docs/protocol.md, section 2): a self-signed P-256
 * certificate that signs the server's and the devices' leaves and nothing else. Its public key's
 * hash is what join links pin, so it is made once and kept for good.
 *
 * <p>Safe for use by several threads.
 */
public final class CertificateAuthority {
  /** Its files in a data folder. */
  public static final List<String> FILES =
      List.of(AuthorityFiles.KEY_FILE, AuthorityFiles.CERTIFICATE_FILE);

  /** Leaves begin this long before they are issued: a clock that is wrong by a day does no harm. */
  public static final Duration BACKDATED = Duration.ofDays(2);

  /** How long a device certificate is good from its issue. */
  public static final Duration DEVICE_VALIDITY = Duration.ofDays(90);

  /** How long a server certificate is good from its issue. */
  public static final Duration SERVER_VALIDITY = Duration.ofDays(365);

  private static final int YEARS = 20;
  private static final String SIGNATURE = "SHA256withECDSA";

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final CaFingerprint fingerprint;
  private final Clock clock;
  private final SecureRandom random;

  CertificateAuthority(
      X509Certificate certificate, PrivateKey key, Clock clock, SecureRandom random) {
    this.certificate = certificate;
    this.key = key;
    this.fingerprint = CaFingerprint.of(certificate.getPublicKey());
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens the authority that is kept in {@code folder}, or makes one there on first start.
   *
   * @throws PkiException if what is there is incomplete, damaged, or open to other users
   */
  public static CertificateAuthority open(Path folder, Clock clock, SecureRandom random)
      throws IOException {
    return AuthorityFiles.open(folder, clock, random);
  }

  /**
   * Opens the authority that is kept in {@code folder}, and makes none.
   *
   * @throws PkiException if what is there is missing, incomplete, damaged, or open to other users
   */
  public static CertificateAuthority load(Path folder, Clock clock, SecureRandom random)
      throws IOException {
    return AuthorityFiles.load(folder, clock, random);
  }

  /** Makes an authority that is kept nowhere: for throw-away servers. */
  public static CertificateAuthority ephemeral(Clock clock, SecureRandom random) {
    KeyPair pair = newKeyPair(random);
    Instant begins = clock.instant().minus(BACKDATED);
    Instant ends = begins.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
    CaFingerprint fingerprint = CaFingerprint.of(pair.getPublic());
    X500Name name = new X500Name("CN=Sotto CA " + fingerprint.serverId());
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name, serial(random), Date.from(begins), Date.from(ends), name, pair.getPublic());
    extend(builder, Extension.basicConstraints, new BasicConstraints(0));
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return new CertificateAuthority(
        sign(builder, pair.getPrivate()), pair.getPrivate(), clock, random);
  }

  /** The self-signed certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The hash that join links pin. */
  public CaFingerprint fingerprint() {
    return fingerprint;
  }

  PrivateKey key() {
    return key;
  }

  /** A fresh key and certificate for the server under the given names. */
  ServerCredentials issueServer(ServerNames names) {
    KeyPair pair = newKeyPair(random);
    X509Certificate leaf =
        issue(
            "CN=" + fingerprint.serverId(),
            pair.getPublic(),
            SERVER_VALIDITY,
            KeyPurposeId.id_kp_serverAuth,
            names.generalNames());
    return new ServerCredentials(pair.getPrivate(), List.of(leaf, certificate));
  }

  /** A certificate for a device's key. The caller has checked that the name belongs to the key. */
  public X509Certificate issueDevice(DeviceRef device, PublicKey deviceTlsKey) {
    GeneralName uri =
        new GeneralName(
            GeneralName.uniformResourceIdentifier,
            DeviceUri.format(fingerprint.serverId(), device));
    return issue(
        "CN=" + device.device(),
        deviceTlsKey,
        DEVICE_VALIDITY,
        KeyPurposeId.id_kp_clientAuth,
        new GeneralNames(uri));
  }

  private X509Certificate issue(
      String subject,
      PublicKey subjectKey,
      Duration validity,
      KeyPurposeId purpose,
      GeneralNames names) {
    Instant now = clock.instant();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            serial(random),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(validity)),
            new X500Name(subject),
            subjectKey);
    extend(builder, Extension.basicConstraints, new BasicConstraints(false));
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    extend(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose));
    extend(builder, Extension.subjectAlternativeName, names);
    return sign(builder, key);
  }

  private static BigInteger serial(SecureRandom random) {
    return CertificateSerial.random(random).toBigInteger();
  }

  static KeyPair newKeyPair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, ASN1Encodable value) {
    // How to use the key is critical; what the certificate names is not, as subjects are not empty.
    boolean critical = id.equals(Extension.basicConstraints) || id.equals(Extension.keyUsage);
    try {
      builder.addExtension(id, critical, value);
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension of our own does not encode", e);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    } catch (OperatorCreationException | CertificateException e) {
      throw new IllegalStateException("a certificate of our own does not encode", e);
    }
  }

  /** Whether this private key belongs to this certificate: tried, not inferred. */
  static boolean belongTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] probe = certificate.getEncoded();
    java.security.Signature signature = java.security.Signature.getInstance(SIGNATURE);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(probe);
    return signature.verify(signed);
  }
}
