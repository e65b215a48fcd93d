package chat.sotto.mls.crypto;

/** Operations worth counting: they decide what a step costs. */
public enum Operation {
  /** A hash of a tree node or of anything else. */
  HASH,
  /** An encryption to a public key. */
  HPKE_SEAL,
  /** A decryption with a private key. */
  HPKE_OPEN,
  /** A key pair derived from a secret. */
  DERIVE_KEY_PAIR,
  /** A signature made. */
  SIGN,
  /** A signature verified. */
  VERIFY
}
