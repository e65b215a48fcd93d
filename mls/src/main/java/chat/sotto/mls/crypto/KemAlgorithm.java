package chat.sotto.mls.crypto;

/** The key encapsulations of the suites (RFC 9180 §7.1), all of them Diffie-Hellman. */
public enum KemAlgorithm {
  /** DHKEM(X25519, HKDF-SHA256). */
  X25519(0x0020, HashAlgorithm.SHA256, 32, 32, 0xff),
  /** DHKEM(P-256, HKDF-SHA256). */
  P256(0x0010, HashAlgorithm.SHA256, 32, 65, 0xff),
  /** DHKEM(P-384, HKDF-SHA384). */
  P384(0x0011, HashAlgorithm.SHA384, 48, 97, 0xff),
  /** DHKEM(P-521, HKDF-SHA512). */
  P521(0x0012, HashAlgorithm.SHA512, 66, 133, 0x01);

  private final int hpkeId;
  private final HashAlgorithm hash;
  private final int privateKeyLength;
  private final int publicKeyLength;
  private final int firstByteMask;

  KemAlgorithm(
      int hpkeId,
      HashAlgorithm hash,
      int privateKeyLength,
      int publicKeyLength,
      int firstByteMask) {
    this.hpkeId = hpkeId;
    this.hash = hash;
    this.privateKeyLength = privateKeyLength;
    this.publicKeyLength = publicKeyLength;
    this.firstByteMask = firstByteMask;
  }

  /** Bytes in a private key: {@code Nsk}. */
  public int privateKeyLength() {
    return privateKeyLength;
  }

  /** Bytes in a public key, and in an encapsulation: {@code Npk}, {@code Nenc}. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  int hpkeId() {
    return hpkeId;
  }

  /** The hash of the KEM's own key derivation. */
  HashAlgorithm hash() {
    return hash;
  }

  /** Which bits of a candidate private key's first byte count (RFC 9180 §7.1.3). */
  int firstByteMask() {
    return firstByteMask;
  }
}
