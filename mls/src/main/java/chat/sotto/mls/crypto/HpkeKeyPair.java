package chat.sotto.mls.crypto;

/**
 * A key pair for HPKE.
 *
 * @param publicKey what others encrypt to
 * @param privateKey the private key as its KEM serialises it
 */
public record HpkeKeyPair(HpkePublicKey publicKey, Secret privateKey) {
  /** Overwrites the private key. */
  public void erase() {
    privateKey.erase();
  }
}
