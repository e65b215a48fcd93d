package chat.sotto.mls.crypto;

import java.security.GeneralSecurityException;

/**
 * Diffie-Hellman in the group of a KEM, keys as RFC 9180 §7.1 serialises them. A peer's key that is
 * not one of the group, or whose shared secret would be zero, is a {@link
 * GeneralSecurityException}.
 */
interface DhGroup {
  /** The shared secret. */
  byte[] agree(byte[] privateKey, byte[] publicKey) throws GeneralSecurityException;

  /** Whether this is a public key that {@link #agree} takes, whatever the private key. */
  boolean isPublicKey(byte[] publicKey);

  /** The public key of a private one. */
  byte[] publicFromPrivate(byte[] privateKey) throws GeneralSecurityException;

  /** The group of a KEM. */
  static DhGroup of(KemAlgorithm kem) {
    return switch (kem) {
      case X25519 -> new X25519Group();
      case P256 -> NistGroup.P256;
      case P384 -> NistGroup.P384;
      case P521 -> NistGroup.P521;
    };
  }
}
