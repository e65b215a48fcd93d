package chat.sotto.mls.schedule;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.AeadAlgorithm;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.Secret;

/**
 * Key and nonce of one message (RFC 9420 §9.1).
 *
 * @param key for the suite's AEAD
 * @param nonce before the reuse guard
 */
public record MessageKey(Secret key, Secret nonce) {
  static MessageKey derive(MlsCrypto crypto, Secret ratchetSecret, long generation) {
    return new MessageKey(
        crypto.deriveTreeSecret(
            ratchetSecret, "key", generation, crypto.suite().aead().keyLength()),
        crypto.deriveTreeSecret(ratchetSecret, "nonce", generation, AeadAlgorithm.NONCE_LENGTH));
  }

  /** Key and nonce that hide who sent a message (RFC 9420 §6.3.2). */
  public static MessageKey forSenderData(
      MlsCrypto crypto, Secret senderDataSecret, Bytes ciphertext) {
    Bytes sample = ciphertext.slice(0, Math.min(ciphertext.length(), crypto.hashLength()));
    return new MessageKey(
        crypto.expandWithLabel(senderDataSecret, "key", sample, crypto.suite().aead().keyLength()),
        crypto.expandWithLabel(senderDataSecret, "nonce", sample, AeadAlgorithm.NONCE_LENGTH));
  }

  /** The nonce as it is. */
  public Bytes plainNonce() {
    return Bytes.owning(nonce.exportBytes());
  }

  /** The nonce with a reuse guard of four bytes mixed into its beginning (RFC 9420 §6.3.1). */
  public Bytes guardedNonce(Bytes reuseGuard) {
    byte[] guarded = nonce.exportBytes();
    for (int i = 0; i < reuseGuard.length(); i++) {
      guarded[i] ^= (byte) reuseGuard.at(i);
    }
    return Bytes.owning(guarded);
  }

  /** Overwrites both: a key is used once. */
  public void erase() {
    key.erase();
    nonce.erase();
  }
}
