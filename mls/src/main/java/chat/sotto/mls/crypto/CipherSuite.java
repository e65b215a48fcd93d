package chat.sotto.mls.crypto;

import chat.sotto.mls.error.UnavailableException;
import java.util.Optional;

/**
 * A cipher suite (RFC 9420 §17.1): which algorithms go together. It is data: a further suite of
 * known algorithms is a further line here. Suites 4 and 6 need X448 and Ed448, which Tink lacks.
 */
public enum CipherSuite {
  /** 0x0001: MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519. */
  X25519_AES128GCM_SHA256_ED25519(
      1,
      KemAlgorithm.X25519,
      AeadAlgorithm.AES_128_GCM,
      HashAlgorithm.SHA256,
      SignatureScheme.ED25519),
  /** 0x0002: MLS_128_DHKEMP256_AES128GCM_SHA256_P256. */
  P256_AES128GCM_SHA256_P256(
      2,
      KemAlgorithm.P256,
      AeadAlgorithm.AES_128_GCM,
      HashAlgorithm.SHA256,
      SignatureScheme.ECDSA_P256_SHA256),
  /** 0x0003: MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519. */
  X25519_CHACHA20POLY1305_SHA256_ED25519(
      3,
      KemAlgorithm.X25519,
      AeadAlgorithm.CHACHA20_POLY1305,
      HashAlgorithm.SHA256,
      SignatureScheme.ED25519),
  /** 0x0005: MLS_256_DHKEMP521_AES256GCM_SHA512_P521. */
  P521_AES256GCM_SHA512_P521(
      5,
      KemAlgorithm.P521,
      AeadAlgorithm.AES_256_GCM,
      HashAlgorithm.SHA512,
      SignatureScheme.ECDSA_P521_SHA512),
  /** 0x0007: MLS_256_DHKEMP384_AES256GCM_SHA384_P384. */
  P384_AES256GCM_SHA384_P384(
      7,
      KemAlgorithm.P384,
      AeadAlgorithm.AES_256_GCM,
      HashAlgorithm.SHA384,
      SignatureScheme.ECDSA_P384_SHA384);

  private final int id;
  private final KemAlgorithm kem;
  private final AeadAlgorithm aead;
  private final HashAlgorithm hash;
  private final SignatureScheme signature;

  CipherSuite(
      int id, KemAlgorithm kem, AeadAlgorithm aead, HashAlgorithm hash, SignatureScheme signature) {
    this.id = id;
    this.kem = kem;
    this.aead = aead;
    this.hash = hash;
    this.signature = signature;
  }

  /** The suite with a number, if this engine has it. */
  public static Optional<CipherSuite> findById(int id) {
    for (CipherSuite suite : values()) {
      if (suite.id == id) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  /**
   * The suite with a number.
   *
   * @throws UnavailableException if this engine does not have it
   */
  public static CipherSuite getById(int id) {
    return findById(id)
        .orElseThrow(
            () ->
                new UnavailableException(
                    UnavailableException.What.CIPHER_SUITE, "no cipher suite " + id));
  }

  /** The number in the IANA registry, which messages carry. */
  public int id() {
    return id;
  }

  /** The key encapsulation of HPKE. */
  public KemAlgorithm kem() {
    return kem;
  }

  /** The cipher of HPKE and of messages. */
  public AeadAlgorithm aead() {
    return aead;
  }

  /** The hash, also of HMAC and HKDF. */
  public HashAlgorithm hash() {
    return hash;
  }

  /** The signature scheme. */
  public SignatureScheme signature() {
    return signature;
  }
}
