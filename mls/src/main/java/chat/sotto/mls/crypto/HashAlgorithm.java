package chat.sotto.mls.crypto;

/** The hash functions of the suites, which also make their HMAC and HKDF. */
public enum HashAlgorithm {
  /** SHA-256. */
  SHA256("SHA-256", "HmacSHA256", 32, 1),
  /** SHA-384. */
  SHA384("SHA-384", "HmacSHA384", 48, 2),
  /** SHA-512. */
  SHA512("SHA-512", "HmacSHA512", 64, 3);

  private final String digestName;
  private final String hmacName;
  private final int length;
  private final int hpkeKdfId;

  HashAlgorithm(String digestName, String hmacName, int length, int hpkeKdfId) {
    this.digestName = digestName;
    this.hmacName = hmacName;
    this.length = length;
    this.hpkeKdfId = hpkeKdfId;
  }

  /** Bytes in a hash, and in each secret of the key schedule: {@code KDF.Nh}. */
  public int length() {
    return length;
  }

  String digestName() {
    return digestName;
  }

  String hmacName() {
    return hmacName;
  }

  /** The number of HKDF with this hash in HPKE (RFC 9180 §7.2). */
  int hpkeKdfId() {
    return hpkeKdfId;
  }
}
