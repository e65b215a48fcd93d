package chat.sotto.mls.crypto;

import chat.sotto.mls.error.MisuseException;
import com.google.crypto.tink.PublicKeySign;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A key pair for signatures. It lives as long as its member, so the signer that Tink makes of it is
 * kept: making one costs several signatures.
 */
public final class SignatureKeyPair {
  private final SignatureScheme scheme;
  private final SignaturePublicKey publicKey;
  private final Secret privateKey;
  private volatile @Nullable PublicKeySign signer;

  private SignatureKeyPair(
      SignatureScheme scheme, SignaturePublicKey publicKey, Secret privateKey) {
    this.scheme = scheme;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /**
   * A pair from its two halves.
   *
   * @throws MisuseException if they are not a pair for this scheme
   */
  public static SignatureKeyPair of(
      SignatureScheme scheme, SignaturePublicKey publicKey, Secret privateKey) {
    SignatureKeyPair pair = new SignatureKeyPair(scheme, publicKey, privateKey);
    byte[] probe = {};
    try {
      if (Signatures.verify(scheme, publicKey, Signatures.sign(pair.signer(), probe), probe)) {
        return pair;
      }
    } catch (GeneralSecurityException e) {
      // Said below: the reason would only tell about the private key.
    }
    throw new MisuseException("not a signature key pair for " + scheme);
  }

  /** A new pair. */
  public static SignatureKeyPair generate(SignatureScheme scheme) {
    return Signatures.generate(scheme);
  }

  /** A pair that was just made and so is one. */
  static SignatureKeyPair trusted(
      SignatureScheme scheme, SignaturePublicKey publicKey, Secret privateKey) {
    return new SignatureKeyPair(scheme, publicKey, privateKey);
  }

  /** What it signs with. */
  public SignatureScheme scheme() {
    return scheme;
  }

  /** The public half. */
  public SignaturePublicKey publicKey() {
    return publicKey;
  }

  /** The private half. */
  public Secret privateKey() {
    return privateKey;
  }

  PublicKeySign signer() throws GeneralSecurityException {
    PublicKeySign made = signer;
    if (made == null) {
      made = Signatures.signer(scheme, publicKey, privateKey);
      signer = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return "SignatureKeyPair[" + publicKey.value() + "]";
  }
}
