package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.MlsWriter;
import com.google.crypto.tink.subtle.EllipticCurves;
import com.google.crypto.tink.subtle.EllipticCurves.CurveType;
import com.google.crypto.tink.subtle.EllipticCurves.PointFormatType;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;

/** ECDH on the NIST curves, by the JDK through Tink's conversions and point checks. */
enum NistGroup implements DhGroup {
  P256(CurveType.NIST_P256, EllipticCurves.getNistP256Params()),
  P384(CurveType.NIST_P384, EllipticCurves.getNistP384Params()),
  P521(CurveType.NIST_P521, EllipticCurves.getNistP521Params());

  private final CurveType type;

  // Nothing changes it; Java only does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final ECParameterSpec spec;

  private final int fieldLength;

  NistGroup(CurveType type, ECParameterSpec spec) {
    this.type = type;
    this.spec = spec;
    this.fieldLength = (spec.getCurve().getField().getFieldSize() + 7) / 8;
  }

  BigInteger order() {
    return spec.getOrder();
  }

  ECPoint decode(byte[] publicKey) throws GeneralSecurityException {
    return EllipticCurves.pointDecode(type, PointFormatType.UNCOMPRESSED, publicKey);
  }

  ECPrivateKey privateKey(byte[] scalar) throws GeneralSecurityException {
    return EllipticCurves.getEcPrivateKey(type, scalar);
  }

  @Override
  public byte[] agree(byte[] privateKey, byte[] publicKey) throws GeneralSecurityException {
    return EllipticCurves.computeSharedSecret(privateKey(privateKey), decode(publicKey));
  }

  /**
   * Java multiplies no points but in ECDH, which tells only the x coordinate. So d·G gives x, which
   * leaves two points; (d+1)·G tells which of the two it is. Everything computed besides ECDH is
   * about the public key, so it need not be constant in time.
   */
  @Override
  public byte[] publicFromPrivate(byte[] privateKey) throws GeneralSecurityException {
    BigInteger scalar = new BigInteger(1, privateKey);
    ECPoint generator = spec.getGenerator();
    if (scalar.equals(BigInteger.ONE)) {
      return encode(generator);
    }
    BigInteger modulus = ((ECFieldFp) spec.getCurve().getField()).getP();
    BigInteger next = scalar.add(BigInteger.ONE);
    if (next.equals(order())) {
      return encode(new ECPoint(generator.getAffineX(), modulus.subtract(generator.getAffineY())));
    }
    BigInteger x = multipleOfGenerator(scalar);
    BigInteger nextX = multipleOfGenerator(next);
    BigInteger y = anyY(x);
    // The sum of (x, y) and G, by the chord through them.
    BigInteger slope =
        y.subtract(generator.getAffineY())
            .multiply(x.subtract(generator.getAffineX()).modInverse(modulus));
    BigInteger sumX =
        slope.multiply(slope).subtract(x).subtract(generator.getAffineX()).mod(modulus);
    return encode(new ECPoint(x, sumX.equals(nextX) ? y : modulus.subtract(y)));
  }

  /** One of the two y coordinates that belong to an x. */
  private BigInteger anyY(BigInteger x) throws GeneralSecurityException {
    byte[] compressed =
        new MlsWriter().writeUint8(2).writeFixed(toFixed(x, fieldLength)).toByteArray();
    return EllipticCurves.pointDecode(type, PointFormatType.COMPRESSED, compressed).getAffineY();
  }

  private BigInteger multipleOfGenerator(BigInteger scalar) throws GeneralSecurityException {
    byte[] bytes = toFixed(scalar, fieldLength);
    try {
      return new BigInteger(
          1, EllipticCurves.computeSharedSecret(privateKey(bytes), spec.getGenerator()));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private byte[] encode(ECPoint point) throws GeneralSecurityException {
    return EllipticCurves.pointEncode(type, PointFormatType.UNCOMPRESSED, point);
  }

  private static byte[] toFixed(BigInteger value, int fieldLength) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[fieldLength];
    int count = Math.min(bytes.length, fieldLength);
    System.arraycopy(bytes, bytes.length - count, fixed, fieldLength - count, count);
    Arrays.fill(bytes, (byte) 0);
    return fixed;
  }
}
