package chat.sotto.service.pki;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A PKCS #10 request reduced to the one thing that is taken from it: its P-256 public key, whose
 * possession its self-signature proves.
 *
 * @param publicKey the key, a point on P-256
 */
public record SigningRequest(PublicKey publicKey) {
  /** The longest request that is looked at. */
  public static final int MAX_BYTES = 4096;

  /** Why a request is refused. */
  public enum Flaw {
    /** Longer than {@link #MAX_BYTES}, or empty. */
    SIZE("must be 1 to " + MAX_BYTES + " bytes"),
    /** No DER, no request, or bytes left over. */
    NOT_DER("is not a PKCS #10 request in DER"),
    /** Another kind of key or another curve. */
    NOT_P256("must hold a P-256 key"),
    /** The self-signature does not verify. */
    BAD_SIGNATURE("is not signed by its own key with ECDSA and SHA-256");

    private final String text;

    Flaw(String text) {
      this.text = text;
    }

    /** For people; goes after the field's name. */
    public String text() {
      return text;
    }
  }

  /** A request that is not accepted; bad bytes from a peer. */
  public static final class RefusedException extends Exception {
    private final Flaw flaw;

    RefusedException(Flaw flaw) {
      super(flaw.text());
      this.flaw = flaw;
    }

    /** Why. */
    public Flaw flaw() {
      return flaw;
    }
  }

  /**
   * Checks a request.
   *
   * @throws RefusedException if any check fails
   */
  public static SigningRequest check(byte[] der) throws RefusedException {
    if (der.length == 0 || der.length > MAX_BYTES) {
      throw new RefusedException(Flaw.SIZE);
    }
    PKCS10CertificationRequest request = decode(der);
    SubjectPublicKeyInfo info = request.getSubjectPublicKeyInfo();
    PublicKey key = p256Key(info);
    if (!X9ObjectIdentifiers.ecdsa_with_SHA256.equals(
            request.getSignatureAlgorithm().getAlgorithm())
        || !isSignedBy(request, key)) {
      throw new RefusedException(Flaw.BAD_SIGNATURE);
    }
    return new SigningRequest(key);
  }

  private static PKCS10CertificationRequest decode(byte[] der) throws RefusedException {
    try {
      return new PKCS10CertificationRequest(der);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports some malformed structures by unchecked exceptions.
      throw new RefusedException(Flaw.NOT_DER);
    }
  }

  private static PublicKey p256Key(SubjectPublicKeyInfo info) throws RefusedException {
    if (!X9ObjectIdentifiers.id_ecPublicKey.equals(info.getAlgorithm().getAlgorithm())
        || !SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters())) {
      throw new RefusedException(Flaw.NOT_P256);
    }
    try {
      PublicKey key = new JcaPEMKeyConverter().getPublicKey(info);
      if (key instanceof ECPublicKey ec && isOnCurve(ec)) {
        return key;
      }
      throw new RefusedException(Flaw.NOT_P256);
    } catch (IOException | RuntimeException e) {
      throw new RefusedException(Flaw.NOT_P256);
    }
  }

  private static boolean isOnCurve(ECPublicKey key) {
    // The JDK's key factory takes any pair of coordinates: y² = x³ + ax + b must hold.
    ECParameterSpec curve = key.getParams();
    var p = ((java.security.spec.ECFieldFp) curve.getCurve().getField()).getP();
    var x = key.getW().getAffineX();
    var y = key.getW().getAffineY();
    var right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return x.signum() >= 0
        && y.signum() >= 0
        && x.compareTo(p) < 0
        && y.compareTo(p) < 0
        && y.pow(2).mod(p).equals(right);
  }

  private static boolean isSignedBy(PKCS10CertificationRequest request, PublicKey key) {
    try {
      return request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
    } catch (OperatorCreationException | PKCSException | RuntimeException e) {
      return false;
    }
  }
}
