package chat.sotto.client.identity;

import chat.sotto.client.model.AccountPublicKey;
import com.google.crypto.tink.util.SecretBytes;

/**
 * An account's private key. It lives in the vault, on no device: opened to enrol, revoke or
 * recover, then dropped.
 */
public final class AccountKey {
  private final SigningKey key;

  private AccountKey(SigningKey key) {
    this.key = key;
  }

  /** A fresh one. */
  public static AccountKey generate() {
    return new AccountKey(SigningKey.generate());
  }

  /** From its 32-byte seed. */
  public static AccountKey ofSeed(SecretBytes seed) {
    return new AccountKey(new SigningKey(seed));
  }

  /** The 32-byte seed, to be sealed. */
  public SecretBytes seed() {
    return key.seed();
  }

  /** The public half. */
  public AccountPublicKey publicKey() {
    return new AccountPublicKey(key.publicKey());
  }

  /** Signs with a label (docs/protocol.md, section 3); 64 bytes. */
  public byte[] sign(String label, byte[] content) {
    return key.sign(label, content);
  }

  /** Shows nothing of the private half. */
  @Override
  public String toString() {
    return "AccountKey[" + publicKey() + "]";
  }
}
