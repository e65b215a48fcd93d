package chat.sotto.client.primitives;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/**
 * An AES-256-GCM key through Tink, without output prefix: 12 bytes of random nonce, ciphertext, 16
 * bytes of tag.
 */
public final class AeadKey {
  /** Length of a key in bytes. */
  public static final int LENGTH = 32;

  /** What sealing adds, in bytes. */
  public static final int OVERHEAD = 12 + 16;

  private final SecretBytes key;
  private final Aead aead;

  /** From 32 uniform bytes. */
  @AccessesPartialKey
  public AeadKey(SecretBytes key) {
    this.key = key;
    try {
      AeadConfig.register();
      AesGcmParameters parameters =
          AesGcmParameters.builder()
              .setKeySizeBytes(LENGTH)
              .setIvSizeBytes(12)
              .setTagSizeBytes(16)
              .setVariant(AesGcmParameters.Variant.NO_PREFIX)
              .build();
      AesGcmKey tinkKey = AesGcmKey.builder().setParameters(parameters).setKeyBytes(key).build();
      this.aead =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(tinkKey).withRandomId().makePrimary())
              .build()
              .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an AES-256 key", e);
    }
  }

  /** A fresh one. */
  public static AeadKey random() {
    return new AeadKey(Secrets.random(LENGTH));
  }

  /** The 32 bytes. */
  public SecretBytes secret() {
    return key;
  }

  /** Seals under a fresh nonce; the result is {@link #OVERHEAD} bytes longer. */
  public byte[] seal(byte[] plaintext, byte[] associatedData) {
    try {
      return aead.encrypt(plaintext, associatedData);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to seal", e);
    }
  }

  /** Opens what {@link #seal} made; fails when key, bytes or associated data are others. */
  public byte[] open(byte[] sealed, byte[] associatedData) throws UnsealException {
    try {
      return aead.decrypt(sealed, associatedData);
    } catch (GeneralSecurityException e) {
      throw new UnsealException(e);
    }
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "AeadKey[redacted]";
  }
}
