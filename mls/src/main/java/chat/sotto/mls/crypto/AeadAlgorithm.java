package chat.sotto.mls.crypto;

/** The authenticated ciphers of the suites. All have nonces of 12 and tags of 16 bytes. */
public enum AeadAlgorithm {
  /** AES-128-GCM. */
  AES_128_GCM(1, 16, "AES", "AES/GCM/NoPadding"),
  /** AES-256-GCM. */
  AES_256_GCM(2, 32, "AES", "AES/GCM/NoPadding"),
  /** ChaCha20-Poly1305. */
  CHACHA20_POLY1305(3, 32, "ChaCha20", "ChaCha20-Poly1305");

  /** Bytes in a nonce: {@code AEAD.Nn}. */
  public static final int NONCE_LENGTH = 12;

  /** Bytes that a ciphertext is longer than its plaintext. */
  public static final int TAG_LENGTH = 16;

  private final int hpkeId;
  private final int keyLength;
  private final String keyName;
  private final String cipherName;

  AeadAlgorithm(int hpkeId, int keyLength, String keyName, String cipherName) {
    this.hpkeId = hpkeId;
    this.keyLength = keyLength;
    this.keyName = keyName;
    this.cipherName = cipherName;
  }

  /** Bytes in a key: {@code AEAD.Nk}. */
  public int keyLength() {
    return keyLength;
  }

  /** The number in HPKE (RFC 9180 §7.3). */
  int hpkeId() {
    return hpkeId;
  }

  String keyName() {
    return keyName;
  }

  String cipherName() {
    return cipherName;
  }
}
