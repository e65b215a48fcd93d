package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.Encodable;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.EngineException;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a cipher suite computes: the labelled functions of RFC 9420 §5, §8 and §9, with the names
 * that they have there. It has no state; one for each suite serves all groups and threads.
 */
public final class MlsCrypto {
  private static final String LABEL_PREFIX = "MLS 1.0 ";
  private static final byte[] EXTERNAL_INIT =
      (LABEL_PREFIX + "external init secret").getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CipherSuite suite;
  private final OperationListener listener;
  private final Hkdf hkdf;
  private final Aead aead;
  private final DhKem kem;
  private final TinkHpke hpke;
  private final HpkeExport export;

  private MlsCrypto(CipherSuite suite, OperationListener listener) {
    this.suite = suite;
    this.listener = listener;
    this.hkdf = new Hkdf(suite.hash());
    this.aead = new Aead(suite.aead());
    this.kem = new DhKem(suite.kem());
    this.hpke = new TinkHpke(suite);
    this.export = new HpkeExport(suite);
  }

  /** The functions of a suite. */
  public static MlsCrypto of(CipherSuite suite) {
    return new MlsCrypto(suite, OperationListener.NONE);
  }

  /** The functions of a suite, each costly operation told to a listener. */
  public static MlsCrypto observed(CipherSuite suite, OperationListener listener) {
    return new MlsCrypto(suite, listener);
  }

  /** The suite. */
  public CipherSuite suite() {
    return suite;
  }

  /** Bytes in a hash and in each secret: {@code KDF.Nh}. */
  public int hashLength() {
    return suite.hash().length();
  }

  /** Random bytes that are no secret. */
  public Bytes randomBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Bytes.owning(bytes);
  }

  /** A random secret of {@code KDF.Nh} bytes. */
  public Secret randomSecret() {
    byte[] bytes = new byte[hashLength()];
    RANDOM.nextBytes(bytes);
    return Secret.owning(bytes);
  }

  /** The all-zero secret of {@code KDF.Nh} bytes. */
  public Secret zeroSecret() {
    return Secret.zeros(hashLength());
  }

  /** {@code Hash} of parts in a row. */
  public Bytes hash(Bytes... parts) {
    listener.performed(Operation.HASH);
    try {
      MessageDigest digest = MessageDigest.getInstance(suite.hash().digestName());
      for (Bytes part : parts) {
        part.feed(digest);
      }
      return Bytes.owning(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new EngineException("no " + suite.hash().digestName(), e);
    }
  }

  /** {@code RefHash(label, value)}, RFC 9420 §5.2; this label has no prefix put before it. */
  public Bytes refHash(String label, Bytes value) {
    return hash(
        new MlsWriter(value.length() + 48).writeVector(ascii(label)).writeVector(value).toBytes());
  }

  /** {@code KDF.Extract(salt, input)}. */
  public Secret extract(Secret salt, Secret input) {
    return Secret.owning(hkdf.extract(salt.raw(), input.raw()));
  }

  /** {@code ExpandWithLabel(secret, label, context, length)}, RFC 9420 §8. */
  public Secret expandWithLabel(Secret secret, String label, Bytes context, int length) {
    if (length < 0 || length > 0xffff) {
      throw new MisuseException("no secret has " + length + " bytes");
    }
    byte[] info =
        new MlsWriter(context.length() + 48)
            .writeUint16(length)
            .writeVector(ascii(LABEL_PREFIX + label))
            .writeVector(context)
            .toByteArray();
    return Secret.owning(hkdf.expand(secret.raw(), info, length));
  }

  /** {@code DeriveSecret(secret, label)}, RFC 9420 §8. */
  public Secret deriveSecret(Secret secret, String label) {
    return expandWithLabel(secret, label, Bytes.EMPTY, hashLength());
  }

  /** {@code DeriveTreeSecret(secret, label, generation, length)}, RFC 9420 §9.1. */
  public Secret deriveTreeSecret(Secret secret, String label, long generation, int length) {
    return expandWithLabel(
        secret, label, new MlsWriter(4).writeUint32(generation).toBytes(), length);
  }

  /** {@code MAC(key, data)}: HMAC with the hash of the suite. */
  public Bytes mac(Secret key, Bytes data) {
    return Bytes.owning(hkdf.mac(key.raw(), data.toByteArray()));
  }

  /** Whether a tag is the MAC of data, compared in constant time. */
  public boolean verifyMac(Secret key, Bytes data, Bytes tag) {
    return mac(key, data).equalsConstantTime(tag);
  }

  /** {@code AEAD.Seal} with a nonce that the protocol prescribes. */
  public Bytes aeadSeal(Secret key, Bytes nonce, Bytes associated, byte[] plaintext) {
    return Bytes.owning(
        aead.seal(key.raw(), nonce.toByteArray(), associated.toByteArray(), plaintext));
  }

  /** {@code AEAD.Open}; empty if the ciphertext is not genuine. */
  public Optional<byte[]> aeadOpen(Secret key, Bytes nonce, Bytes associated, Bytes ciphertext) {
    return aead.open(
        key.raw(), nonce.toByteArray(), associated.toByteArray(), ciphertext.toByteArray());
  }

  /** {@code SignWithLabel(key, label, content)}, RFC 9420 §5.1.2. */
  public Bytes signWithLabel(SignatureKeyPair key, String label, Bytes content) {
    if (key.scheme() != suite.signature()) {
      throw new MisuseException("this suite signs with " + suite.signature());
    }
    listener.performed(Operation.SIGN);
    try {
      return Bytes.owning(Signatures.sign(key.signer(), labeled(label, content)));
    } catch (GeneralSecurityException e) {
      throw new EngineException("can't sign with " + suite.signature(), e);
    }
  }

  /** {@code VerifyWithLabel(key, label, content, signature)}; false also for a key that is none. */
  public boolean verifyWithLabel(
      SignaturePublicKey key, String label, Bytes content, Bytes signature) {
    listener.performed(Operation.VERIFY);
    return Signatures.verify(
        suite.signature(), key, signature.toByteArray(), labeled(label, content));
  }

  /** What somebody signed. */
  public record Signed(SignaturePublicKey key, Bytes content, Bytes signature) {}

  /** Whether all signatures with a label are good; many are shared out to the common pool. */
  public boolean verifyAllWithLabel(String label, List<Signed> all) {
    all.forEach(signed -> listener.performed(Operation.VERIFY));
    return Shared.out(all)
        .allMatch(
            signed ->
                Signatures.verify(
                    suite.signature(),
                    signed.key(),
                    signed.signature().toByteArray(),
                    labeled(label, signed.content())));
  }

  /**
   * {@code EncryptWithLabel(key, label, context, plaintext)}, RFC 9420 §5.1.3.
   *
   * @throws MalformedException if the public key is none of this suite
   */
  public HpkeCiphertext encryptWithLabel(
      HpkePublicKey key, String label, Bytes context, byte[] plaintext) {
    listener.performed(Operation.HPKE_SEAL);
    return seal(key, labeled(label, context), plaintext);
  }

  /**
   * {@code EncryptWithLabel} to several keys, in their order; many are shared out to the common
   * pool. The plaintext is the caller's to overwrite afterwards.
   *
   * @throws MalformedException if a public key is none of this suite
   */
  public List<HpkeCiphertext> encryptWithLabel(
      List<HpkePublicKey> keys, String label, Bytes context, byte[] plaintext) {
    keys.forEach(key -> listener.performed(Operation.HPKE_SEAL));
    byte[] info = labeled(label, context);
    return Shared.out(keys).map(key -> seal(key, info, plaintext)).toList();
  }

  private HpkeCiphertext seal(HpkePublicKey key, byte[] info, byte[] plaintext) {
    try {
      return hpke.seal(key, info, plaintext);
    } catch (GeneralSecurityException e) {
      throw new MalformedException("not a public key for " + suite.kem());
    }
  }

  /** {@code DecryptWithLabel}; empty if it was not encrypted to this key in this context. */
  public Optional<byte[]> decryptWithLabel(
      HpkeKeyPair key, String label, Bytes context, HpkeCiphertext sealed) {
    listener.performed(Operation.HPKE_OPEN);
    return hpke.open(key, labeled(label, context), sealed);
  }

  /** {@code KEM.DeriveKeyPair(secret)}. */
  public HpkeKeyPair deriveKeyPair(Secret secret) {
    listener.performed(Operation.DERIVE_KEY_PAIR);
    return kem.deriveKeyPair(secret.raw());
  }

  /**
   * Whether one can encrypt to this key: it is of the suite's KEM, and no point of small order.
   * Costs little: nothing is multiplied.
   */
  public boolean isPublicKey(HpkePublicKey key) {
    return kem.isPublicKey(key.value().toByteArray());
  }

  /** A random key pair for HPKE. */
  public HpkeKeyPair generateKeyPair() {
    return kem.generateKeyPair();
  }

  /**
   * The key pair of a stored private key.
   *
   * @throws MisuseException if it is none of this suite
   */
  public HpkeKeyPair keyPair(Secret privateKey) {
    try {
      return kem.storedKeyPair(privateKey.exportBytes());
    } catch (GeneralSecurityException e) {
      throw new MisuseException("not a private key for " + suite.kem());
    }
  }

  /**
   * The joiner's side of external initialisation (RFC 9420 §8.3).
   *
   * @throws MalformedException if the group's external public key is none of this suite
   */
  public ExternalInitSecret externalInit(HpkePublicKey externalKey) {
    listener.performed(Operation.HPKE_SEAL);
    try {
      DhKem.Encapsulated made = kem.encapsulate(externalKey.value().toByteArray());
      return new ExternalInitSecret(made.kemOutput(), exported(made.sharedSecret().raw()));
    } catch (GeneralSecurityException e) {
      throw new MalformedException("not a public key for " + suite.kem());
    }
  }

  /** The members' side of external initialisation; empty if the KEM output is no such thing. */
  public Optional<Secret> externalInitSecret(HpkeKeyPair external, Bytes kemOutput) {
    listener.performed(Operation.HPKE_OPEN);
    try {
      return Optional.of(exported(kem.decapsulate(kemOutput.toByteArray(), external)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Secret exported(byte[] sharedSecret) {
    return Secret.owning(export.export(sharedSecret, EXTERNAL_INIT, hashLength(), hashLength()));
  }

  /**
   * What the joiner's side gives.
   *
   * @param kemOutput for the ExternalInit proposal
   * @param initSecret for the key schedule
   */
  public record ExternalInitSecret(Bytes kemOutput, Secret initSecret) {}

  /** Encodes a secret-bearing structure, hands it to an encryption and overwrites it. */
  public static <T> T withEncoded(Encodable secretStructure, Use<T> use) {
    MlsWriter writer = new MlsWriter();
    secretStructure.writeTo(writer);
    byte[] encoded = writer.toByteArray();
    writer.erase();
    try {
      return use.apply(encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** What is done with an encoding while it exists. */
  @FunctionalInterface
  public interface Use<T> {
    /** Uses it; it is overwritten afterwards. */
    T apply(byte[] encoded);
  }

  /** SignContent and EncryptContext are the same structure. */
  private static byte[] labeled(String label, Bytes content) {
    return new MlsWriter(content.length() + 48)
        .writeVector(ascii(LABEL_PREFIX + label))
        .writeVector(content)
        .toByteArray();
  }

  private static byte[] ascii(String label) {
    return label.getBytes(StandardCharsets.UTF_8);
  }
}
