package chat.sotto.mls.crypto;

import chat.sotto.mls.error.EngineException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption with the nonces that the protocol prescribes, by the JDK: Tink takes no
 * nonce from its caller.
 */
final class Aead {
  private final AeadAlgorithm algorithm;

  Aead(AeadAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, nonce, associated, plaintext);
    } catch (GeneralSecurityException e) {
      throw new EngineException("can't encrypt with " + algorithm, e);
    }
  }

  Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    if (ciphertext.length < AeadAlgorithm.TAG_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(run(Cipher.DECRYPT_MODE, key, nonce, associated, ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new EngineException("can't decrypt with " + algorithm, e);
    }
  }

  private byte[] run(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(algorithm.cipherName());
    AlgorithmParameterSpec parameters =
        algorithm == AeadAlgorithm.CHACHA20_POLY1305
            ? new IvParameterSpec(nonce)
            : new GCMParameterSpec(8 * AeadAlgorithm.TAG_LENGTH, nonce);
    cipher.init(mode, new SecretKeySpec(key, algorithm.keyName()), parameters);
    cipher.updateAAD(associated);
    return cipher.doFinal(input);
  }
}
