package chat.sotto.client.identity;

import chat.sotto.client.primitives.Secrets;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.SignatureConfig;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/**
 * An Ed25519 private key through Tink. Kept inside the package: who signs is an account or a
 * device.
 */
final class SigningKey {
  private static final int SEED_LENGTH = 32;

  private final SecretBytes seed;
  private final Bytes publicKey;
  private final PublicKeySign signer;

  @AccessesPartialKey
  SigningKey(SecretBytes seed) {
    try {
      SignatureConfig.register();
      this.seed = seed;
      this.publicKey =
          Bytes.copyFrom(
              Ed25519Sign.KeyPair.newKeyPairFromSeed(Secrets.export(seed)).getPublicKey());
      Ed25519PrivateKey key = Ed25519PrivateKey.create(Ed25519PublicKey.create(publicKey), seed);
      this.signer =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
              .build()
              .getPrimitive(RegistryConfiguration.get(), PublicKeySign.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 seed", e);
    }
  }

  static SigningKey generate() {
    return new SigningKey(Secrets.random(SEED_LENGTH));
  }

  SecretBytes seed() {
    return seed;
  }

  Bytes publicKey() {
    return publicKey;
  }

  byte[] sign(String label, byte[] content) {
    try {
      return signer.sign(SignWithLabel.input(label, content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 refuses to sign", e);
    }
  }
}
