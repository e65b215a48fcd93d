package chat.sotto.client.primitives;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/**
 * HPKE (RFC 9180) in base mode through Tink: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
 * Sealed bytes are the 32-byte encapsulated key and the ciphertext.
 */
public final class HpkeX25519 {
  /** Length of a public key in bytes. */
  public static final int PUBLIC_KEY_LENGTH = 32;

  /** What sealing adds, in bytes. */
  public static final int OVERHEAD = 32 + 16;

  private HpkeX25519() {}

  /** The public key of a private one. */
  public static byte[] publicKey(SecretBytes privateKey) {
    try {
      return X25519.publicFromPrivate(Secrets.export(privateKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an X25519 private key", e);
    }
  }

  /** Seals to a public key; fails with {@link UnsealException} when that is no usable point. */
  @AccessesPartialKey
  public static byte[] seal(byte[] publicKey, byte[] plaintext, byte[] info)
      throws UnsealException {
    try {
      return handle(KeysetHandle.importKey(toPublicKey(publicKey)))
          .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
          .encrypt(plaintext, info);
    } catch (GeneralSecurityException e) {
      throw new UnsealException(e);
    }
  }

  /** Opens what was sealed to this key's public half under the same info. */
  @AccessesPartialKey
  public static byte[] open(SecretBytes privateKey, byte[] sealed, byte[] info)
      throws UnsealException {
    try {
      HpkePrivateKey key = HpkePrivateKey.create(toPublicKey(publicKey(privateKey)), privateKey);
      return handle(KeysetHandle.importKey(key))
          .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class)
          .decrypt(sealed, info);
    } catch (GeneralSecurityException e) {
      throw new UnsealException(e);
    }
  }

  private static KeysetHandle handle(KeysetHandle.Builder.Entry entry)
      throws GeneralSecurityException {
    HybridConfig.register();
    return KeysetHandle.newBuilder().addEntry(entry.withRandomId().makePrimary()).build();
  }

  @AccessesPartialKey
  private static HpkePublicKey toPublicKey(byte[] publicKey) throws GeneralSecurityException {
    HpkeParameters parameters =
        HpkeParameters.builder()
            .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
            .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
            .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
            .setVariant(HpkeParameters.Variant.NO_PREFIX)
            .build();
    return HpkePublicKey.create(parameters, Bytes.copyFrom(publicKey), null);
  }
}
