package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.MlsWriter;
import com.google.crypto.tink.subtle.EllipticCurves;
import com.google.crypto.tink.subtle.EllipticCurves.CurveType;
import com.google.crypto.tink.subtle.EllipticCurves.PointFormatType;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * ECDH on the NIST curves, by the JDK or by Conscrypt where it is installed, with Tink's
 * conversions and point checks.
 */
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
    ECPoint point = decode(publicKey);
    @Nullable Provider provider = BoringSsl.find("ECDH");
    if (provider == null) {
      return EllipticCurves.computeSharedSecret(privateKey(privateKey), point);
    }
    KeyFactory keys = KeyFactory.getInstance("EC", provider);
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(nativeKey(keys, privateKey));
    agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(point, spec)), true);
    return agreement.generateSecret();
  }

  /** A point of the curve: its order is prime, so that all of them will do. */
  @Override
  public boolean isPublicKey(byte[] publicKey) {
    try {
      decode(publicKey);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public byte[] publicFromPrivate(byte[] privateKey) throws GeneralSecurityException {
    @Nullable Provider provider = BoringSsl.find("ECDH");
    return provider == null ? byTwoAgreements(privateKey) : byEncoding(provider, privateKey);
  }

  /**
   * Conscrypt multiplies when it makes a private key, and its encoding ends with the point (RFC
   * 5915).
   */
  private byte[] byEncoding(Provider provider, byte[] privateKey) throws GeneralSecurityException {
    byte[] encoded = nativeKey(KeyFactory.getInstance("EC", provider), privateKey).getEncoded();
    try {
      int length = 1 + 2 * fieldLength;
      byte[] point = Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
      // Fails for bytes that are no point.
      return encode(decode(point));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private PrivateKey nativeKey(KeyFactory keys, byte[] privateKey) throws GeneralSecurityException {
    return keys.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, privateKey), spec));
  }

  /**
   * Java multiplies no points but in ECDH, which tells only the x coordinate. So d·G gives x, which
   * leaves two points; (d+1)·G tells which of the two it is. Everything computed besides ECDH is
   * about the public key, so it need not be constant in time.
   */
  private byte[] byTwoAgreements(byte[] privateKey) throws GeneralSecurityException {
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
