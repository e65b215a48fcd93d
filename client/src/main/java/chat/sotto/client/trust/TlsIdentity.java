package chat.sotto.client.trust;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A device's TLS key with the certificate that the server issued for it. */
public record TlsIdentity(TlsKey key, X509Certificate certificate) {
  /** How long before its end a certificate is renewed. */
  public static final Duration RENEWAL = Duration.ofDays(30);

  private static final int SERIAL_LENGTH = 16;

  /** Fails with {@link Reason#BAD_RESPONSE} when the certificate is for another key. */
  public TlsIdentity {
    byte[] certified = certificate.getPublicKey().getEncoded();
    if (!Arrays.equals(certified, key.publicKey().getEncoded())) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "the server issued a certificate for another key");
    }
  }

  /** From the answer to a certificate request, DER; fails with {@link Reason#BAD_RESPONSE}. */
  public static TlsIdentity of(TlsKey key, byte[] certificate) {
    return new TlsIdentity(key, Certificates.parse(certificate));
  }

  /** From its PEM form; fails with {@link Reason#PROFILE_UNREADABLE}. */
  public static TlsIdentity ofPem(String keyPem, String certificatePem) {
    return new TlsIdentity(TlsKey.ofPem(keyPem), Certificates.readCertificate(certificatePem));
  }

  /** The private key as PKCS #8 PEM: a secret, for a file of mode 0600. */
  public String keyPem() {
    return key.toPem();
  }

  /** The certificate as PEM. */
  public String certificatePem() {
    return Certificates.pem(certificate);
  }

  /** Whether it is time to renew: {@link #RENEWAL} or less is left. */
  public boolean needsRenewal(Instant now) {
    return !now.isBefore(certificate.getNotAfter().toInstant().minus(RENEWAL));
  }

  /** Whether the server will refuse it, by this clock. */
  public boolean isExpired(Instant now) {
    return now.isAfter(certificate.getNotAfter().toInstant());
  }

  /**
   * The serial number as 16 bytes, big-endian; fails with {@link Reason#BAD_RESPONSE} if it is
   * larger.
   */
  public byte[] serial() {
    BigInteger serial = certificate.getSerialNumber();
    if (serial.signum() < 0 || serial.bitLength() > 8 * SERIAL_LENGTH) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "the certificate's serial number is longer than 16 bytes");
    }
    byte[] written = serial.toByteArray();
    byte[] fixed = new byte[SERIAL_LENGTH];
    int length = Math.min(written.length, SERIAL_LENGTH);
    System.arraycopy(written, written.length - length, fixed, SERIAL_LENGTH - length, length);
    return fixed;
  }
}
