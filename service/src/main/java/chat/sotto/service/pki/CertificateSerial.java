package chat.sotto.service.pki;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A certificate's serial number: 16 bytes, big-endian. The first bit is zero, so that DER needs no
 * seventeenth byte, and the second is one, so that it is never shorter.
 */
public final class CertificateSerial {
  /** How long it is. */
  public static final int BYTES = 16;

  private final byte[] bytes;

  private CertificateSerial(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Draws one. */
  static CertificateSerial random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    bytes[0] = (byte) ((bytes[0] & 0x7f) | 0x40);
    return new CertificateSerial(bytes);
  }

  /**
   * Takes the wire form.
   *
   * @throws IllegalArgumentException if it is not 16 bytes
   */
  public static CertificateSerial of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a serial number has 16 bytes, not " + bytes.length);
    }
    return new CertificateSerial(bytes.clone());
  }

  /**
   * Takes the number in a certificate.
   *
   * @throws IllegalArgumentException if it is negative or does not fit in 16 bytes
   */
  public static CertificateSerial of(BigInteger number) {
    byte[] encoded = number.toByteArray();
    if (number.signum() < 0 || encoded.length > BYTES) {
      throw new IllegalArgumentException("not a serial number of this authority");
    }
    byte[] bytes = new byte[BYTES];
    System.arraycopy(encoded, 0, bytes, BYTES - encoded.length, encoded.length);
    return new CertificateSerial(bytes);
  }

  BigInteger toBigInteger() {
    return new BigInteger(1, bytes);
  }

  /** The 16 bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateSerial that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
