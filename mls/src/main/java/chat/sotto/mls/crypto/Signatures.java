package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.error.EngineException;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.subtle.EcdsaSignJce;
import com.google.crypto.tink.subtle.EcdsaVerifyJce;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import com.google.crypto.tink.subtle.EllipticCurves;
import com.google.crypto.tink.subtle.EllipticCurves.CurveType;
import com.google.crypto.tink.subtle.EllipticCurves.EcdsaEncoding;
import com.google.crypto.tink.subtle.EllipticCurves.PointFormatType;
import com.google.crypto.tink.subtle.Enums.HashType;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/** Ed25519 and ECDSA by Tink, from raw keys. */
@AccessesPartialKey
final class Signatures {
  private static final int ED25519_KEY = 32;

  private Signatures() {}

  static PublicKeySign signer(
      SignatureScheme scheme, SignaturePublicKey publicKey, Secret privateKey)
      throws GeneralSecurityException {
    if (scheme == SignatureScheme.ED25519) {
      return Ed25519Sign.create(
          Ed25519PrivateKey.create(
              tinkEd25519(publicKey),
              SecretBytes.copyFrom(privateKey.raw(), InsecureSecretKeyAccess.get())));
    }
    // Made from the scalar alone: Tink's key object would multiply the point again, by BigInteger.
    return new EcdsaSignJce(
        EllipticCurves.getEcPrivateKey(curve(scheme), privateKey.raw()),
        hash(scheme),
        EcdsaEncoding.DER);
  }

  static byte[] sign(PublicKeySign signer, byte[] data) throws GeneralSecurityException {
    return signer.sign(data);
  }

  /** False for a wrong signature and for a key that is none. */
  static boolean verify(
      SignatureScheme scheme, SignaturePublicKey publicKey, byte[] signature, byte[] data) {
    try {
      verifier(scheme, publicKey).verify(signature, data);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKeyVerify verifier(SignatureScheme scheme, SignaturePublicKey publicKey)
      throws GeneralSecurityException {
    if (scheme == SignatureScheme.ED25519) {
      return Ed25519Verify.create(tinkEd25519(publicKey));
    }
    return new EcdsaVerifyJce(
        EllipticCurves.getEcPublicKey(
            curve(scheme), PointFormatType.UNCOMPRESSED, publicKey.value().toByteArray()),
        hash(scheme),
        EcdsaEncoding.DER);
  }

  static SignatureKeyPair generate(SignatureScheme scheme) {
    try {
      if (scheme == SignatureScheme.ED25519) {
        Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPair();
        return SignatureKeyPair.trusted(
            scheme,
            new SignaturePublicKey(Bytes.owning(pair.getPublicKey())),
            Secret.owning(pair.getPrivateKey()));
      }
      KeyPair pair = EllipticCurves.generateKeyPair(curve(scheme));
      ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
      byte[] point =
          EllipticCurves.pointEncode(curve(scheme), PointFormatType.UNCOMPRESSED, publicKey.getW());
      byte[] scalar = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
      byte[] fixed = new byte[point.length / 2];
      int count = Math.min(scalar.length, fixed.length);
      System.arraycopy(scalar, scalar.length - count, fixed, fixed.length - count, count);
      Arrays.fill(scalar, (byte) 0);
      return SignatureKeyPair.trusted(
          scheme, new SignaturePublicKey(Bytes.owning(point)), Secret.owning(fixed));
    } catch (GeneralSecurityException e) {
      throw new EngineException("can't make a key pair for " + scheme, e);
    }
  }

  private static Ed25519PublicKey tinkEd25519(SignaturePublicKey key)
      throws GeneralSecurityException {
    if (key.value().length() != ED25519_KEY) {
      throw new GeneralSecurityException("not 32 bytes");
    }
    return Ed25519PublicKey.create(
        com.google.crypto.tink.util.Bytes.copyFrom(key.value().toByteArray()));
  }

  private static CurveType curve(SignatureScheme scheme) {
    return switch (scheme) {
      case ED25519 -> throw new EngineException("Ed25519 is no curve of ECDSA");
      case ECDSA_P256_SHA256 -> CurveType.NIST_P256;
      case ECDSA_P384_SHA384 -> CurveType.NIST_P384;
      case ECDSA_P521_SHA512 -> CurveType.NIST_P521;
    };
  }

  private static HashType hash(SignatureScheme scheme) {
    return switch (scheme) {
      case ED25519 -> throw new EngineException("Ed25519 has its hash built in");
      case ECDSA_P256_SHA256 -> HashType.SHA256;
      case ECDSA_P384_SHA384 -> HashType.SHA384;
      case ECDSA_P521_SHA512 -> HashType.SHA512;
    };
  }
}
