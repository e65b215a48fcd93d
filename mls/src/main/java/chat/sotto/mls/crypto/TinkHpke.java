package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.error.EngineException;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkeParameters.AeadId;
import com.google.crypto.tink.hybrid.HpkeParameters.KdfId;
import com.google.crypto.tink.hybrid.HpkeParameters.KemId;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * HPKE in base mode by Tink, from raw keys. Tink's encryption is the encapsulated key followed by
 * the ciphertext; its context is HPKE's info; the associated data is empty, as RFC 9420 §5.1.3 has
 * it. Key objects are made for each use: a public one costs little, and a private one would keep a
 * copy of the key that cannot be erased.
 */
@AccessesPartialKey
final class TinkHpke {
  private final HpkeParameters parameters;
  private final int kemOutputLength;

  TinkHpke(CipherSuite suite) {
    this.kemOutputLength = suite.kem().publicKeyLength();
    try {
      this.parameters =
          HpkeParameters.builder()
              .setVariant(HpkeParameters.Variant.NO_PREFIX)
              .setKemId(kem(suite.kem()))
              .setKdfId(kdf(suite.hash()))
              .setAeadId(aead(suite.aead()))
              .build();
    } catch (GeneralSecurityException e) {
      throw new EngineException("Tink lacks the HPKE of " + suite, e);
    }
  }

  HpkeCiphertext seal(HpkePublicKey publicKey, byte[] info, byte[] plaintext)
      throws GeneralSecurityException {
    HybridEncrypt encrypt = single(tinkKey(publicKey)).getPrimitive(config(), HybridEncrypt.class);
    Bytes sealed = Bytes.owning(encrypt.encrypt(plaintext, info));
    return new HpkeCiphertext(
        sealed.slice(0, kemOutputLength),
        sealed.slice(kemOutputLength, sealed.length() - kemOutputLength));
  }

  /** Empty if it is not a ciphertext for this key and context. */
  Optional<byte[]> open(HpkeKeyPair keyPair, byte[] info, HpkeCiphertext sealed) {
    if (sealed.kemOutput().length() != kemOutputLength) {
      return Optional.empty();
    }
    HybridDecrypt decrypt;
    try {
      HpkePrivateKey key =
          HpkePrivateKey.create(
              tinkKey(keyPair.publicKey()),
              SecretBytes.copyFrom(keyPair.privateKey().raw(), InsecureSecretKeyAccess.get()));
      decrypt = single(key).getPrimitive(config(), HybridDecrypt.class);
    } catch (GeneralSecurityException e) {
      throw new EngineException("not a key pair for " + parameters.getKemId(), e);
    }
    byte[] joined = new byte[kemOutputLength + sealed.ciphertext().length()];
    sealed.kemOutput().copyTo(joined, 0);
    sealed.ciphertext().copyTo(joined, kemOutputLength);
    try {
      return Optional.of(decrypt.decrypt(joined, info));
    } catch (GeneralSecurityException e) {
      // Tink does not tell a bad point from a bad tag, and nobody should.
      return Optional.empty();
    }
  }

  private com.google.crypto.tink.hybrid.HpkePublicKey tinkKey(HpkePublicKey key)
      throws GeneralSecurityException {
    return com.google.crypto.tink.hybrid.HpkePublicKey.create(
        parameters, com.google.crypto.tink.util.Bytes.copyFrom(key.value().toByteArray()), null);
  }

  private static KeysetHandle single(Key key) throws GeneralSecurityException {
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
        .build();
  }

  private static com.google.crypto.tink.Configuration config() throws GeneralSecurityException {
    return TinkConfig2026.get();
  }

  private static KemId kem(KemAlgorithm kem) {
    return switch (kem) {
      case X25519 -> KemId.DHKEM_X25519_HKDF_SHA256;
      case P256 -> KemId.DHKEM_P256_HKDF_SHA256;
      case P384 -> KemId.DHKEM_P384_HKDF_SHA384;
      case P521 -> KemId.DHKEM_P521_HKDF_SHA512;
    };
  }

  private static KdfId kdf(HashAlgorithm hash) {
    return switch (hash) {
      case SHA256 -> KdfId.HKDF_SHA256;
      case SHA384 -> KdfId.HKDF_SHA384;
      case SHA512 -> KdfId.HKDF_SHA512;
    };
  }

  private static AeadId aead(AeadAlgorithm aead) {
    return switch (aead) {
      case AES_128_GCM -> AeadId.AES_128_GCM;
      case AES_256_GCM -> AeadId.AES_256_GCM;
      case CHACHA20_POLY1305 -> AeadId.CHACHA20_POLY1305;
    };
  }
}
