package chat.sotto.mls.crypto;

/** The signature schemes of the suites (RFC 9420 §5.1.2). */
public enum SignatureScheme {
  /** Ed25519: keys and signatures as RFC 8032 writes them. */
  ED25519,
  /** ECDSA on P-256 with SHA-256: uncompressed points, DER signatures. */
  ECDSA_P256_SHA256,
  /** ECDSA on P-384 with SHA-384. */
  ECDSA_P384_SHA384,
  /** ECDSA on P-521 with SHA-512. */
  ECDSA_P521_SHA512
}
