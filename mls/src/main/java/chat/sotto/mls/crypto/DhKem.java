package chat.sotto.mls.crypto;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.codec.MlsWriter;
import chat.sotto.mls.error.EngineException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The key encapsulation of HPKE (RFC 9180 §4.1) as far as Tink keeps it to itself: deriving key
 * pairs, and the shared secret that an external commit exports from. Sealing and opening are
 * Tink's.
 */
final class DhKem {
  private static final byte[] VERSION = "HPKE-v1".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KemAlgorithm algorithm;
  private final DhGroup group;
  private final Hkdf hkdf;
  private final byte[] suiteId;

  DhKem(KemAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.group = DhGroup.of(algorithm);
    this.hkdf = new Hkdf(algorithm.hash());
    this.suiteId =
        new MlsWriter()
            .writeFixed("KEM".getBytes(StandardCharsets.US_ASCII))
            .writeUint16(algorithm.hpkeId())
            .toByteArray();
  }

  /** What an encapsulation gives. */
  record Encapsulated(Secret sharedSecret, Bytes kemOutput) {}

  HpkeKeyPair generateKeyPair() {
    byte[] seed = new byte[algorithm.privateKeyLength()];
    RANDOM.nextBytes(seed);
    try {
      return deriveKeyPair(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** RFC 9180 §7.1.3. */
  HpkeKeyPair deriveKeyPair(byte[] seed) {
    byte[] key = labeledExtract(hkdf, suiteId, new byte[0], "dkp_prk", seed);
    try {
      byte[] privateKey =
          group instanceof NistGroup nist
              ? candidate(key, nist.order())
              : labeledExpand(hkdf, suiteId, key, "sk", new byte[0], algorithm.privateKeyLength());
      return keyPair(privateKey);
    } catch (GeneralSecurityException e) {
      throw new EngineException("can't derive a key pair for " + algorithm, e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The pair of a stored private key; the array is taken over. Some write scalars without leading
   * zeros.
   */
  HpkeKeyPair storedKeyPair(byte[] privateKey) throws GeneralSecurityException {
    int missing = algorithm.privateKeyLength() - privateKey.length;
    if (missing == 0) {
      return keyPair(privateKey);
    }
    if (missing < 0 || algorithm == KemAlgorithm.X25519) {
      throw new InvalidKeyException("private key of " + privateKey.length + " bytes");
    }
    byte[] padded = new byte[algorithm.privateKeyLength()];
    System.arraycopy(privateKey, 0, padded, missing, privateKey.length);
    Arrays.fill(privateKey, (byte) 0);
    return keyPair(padded);
  }

  private HpkeKeyPair keyPair(byte[] privateKey) throws GeneralSecurityException {
    return new HpkeKeyPair(
        new HpkePublicKey(Bytes.owning(group.publicFromPrivate(privateKey))),
        Secret.owning(privateKey));
  }

  private byte[] candidate(byte[] key, BigInteger order) {
    for (int counter = 0; counter < 256; counter++) {
      byte[] candidate =
          labeledExpand(
              hkdf,
              suiteId,
              key,
              "candidate",
              new byte[] {(byte) counter},
              algorithm.privateKeyLength());
      candidate[0] &= (byte) algorithm.firstByteMask();
      BigInteger scalar = new BigInteger(1, candidate);
      if (scalar.signum() > 0 && scalar.compareTo(order) < 0) {
        return candidate;
      }
    }
    throw new EngineException("256 candidates for a private key were all too large");
  }

  boolean isPublicKey(byte[] publicKey) {
    return group.isPublicKey(publicKey);
  }

  Encapsulated encapsulate(byte[] publicKey) throws GeneralSecurityException {
    HpkeKeyPair ephemeral = generateKeyPair();
    try {
      byte[] shared = group.agree(ephemeral.privateKey().raw(), publicKey);
      byte[] kemOutput = ephemeral.publicKey().value().toByteArray();
      return new Encapsulated(
          Secret.owning(extractAndExpand(shared, kemOutput, publicKey)), Bytes.owning(kemOutput));
    } finally {
      ephemeral.erase();
    }
  }

  byte[] decapsulate(byte[] kemOutput, HpkeKeyPair keyPair) throws GeneralSecurityException {
    byte[] shared = group.agree(keyPair.privateKey().raw(), kemOutput);
    return extractAndExpand(shared, kemOutput, keyPair.publicKey().value().toByteArray());
  }

  private byte[] extractAndExpand(byte[] shared, byte[] kemOutput, byte[] publicKey) {
    byte[] context = new MlsWriter().writeFixed(kemOutput).writeFixed(publicKey).toByteArray();
    byte[] key = labeledExtract(hkdf, suiteId, new byte[0], "eae_prk", shared);
    try {
      return labeledExpand(hkdf, suiteId, key, "shared_secret", context, algorithm.hash().length());
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(shared, (byte) 0);
    }
  }

  /** RFC 9180 §4. */
  static byte[] labeledExtract(Hkdf hkdf, byte[] suiteId, byte[] salt, String label, byte[] input) {
    return hkdf.extract(salt, VERSION, suiteId, label.getBytes(StandardCharsets.US_ASCII), input);
  }

  /** RFC 9180 §4. */
  static byte[] labeledExpand(
      Hkdf hkdf, byte[] suiteId, byte[] key, String label, byte[] info, int length) {
    byte[] labeled =
        new MlsWriter()
            .writeUint16(length)
            .writeFixed(VERSION)
            .writeFixed(suiteId)
            .writeFixed(label.getBytes(StandardCharsets.US_ASCII))
            .writeFixed(info)
            .toByteArray();
    return hkdf.expand(key, labeled, length);
  }
}
