package chat.sotto.mls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.error.MalformedException;
import chat.sotto.mls.error.MisuseException;
import chat.sotto.mls.error.UnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlsCryptoTest {
  private static final Bytes CONTEXT = Bytes.fromHex("0102");
  private static final byte[] PLAINTEXT = {7, 8, 9};

  @ParameterizedTest
  @EnumSource
  void decryptWithLabel_othersKeyLabelContextOrBytes_isEmpty(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    HpkeKeyPair pair = crypto.generateKeyPair();
    HpkeCiphertext sealed = crypto.encryptWithLabel(pair.publicKey(), "label", CONTEXT, PLAINTEXT);
    assertThat(crypto.decryptWithLabel(pair, "label", CONTEXT, sealed))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(PLAINTEXT));
    assertThat(crypto.decryptWithLabel(pair, "other", CONTEXT, sealed)).isEmpty();
    assertThat(crypto.decryptWithLabel(pair, "label", Bytes.EMPTY, sealed)).isEmpty();
    assertThat(crypto.decryptWithLabel(crypto.generateKeyPair(), "label", CONTEXT, sealed))
        .isEmpty();
    Bytes kem = sealed.kemOutput();
    Bytes text = sealed.ciphertext();
    assertThat(open(crypto, pair, Bytes.EMPTY, text)).isFalse();
    assertThat(open(crypto, pair, kem.slice(0, kem.length() - 1), text)).isFalse();
    assertThat(open(crypto, pair, Bytes.owning(new byte[kem.length()]), text)).isFalse();
    assertThat(open(crypto, pair, kem, text.slice(0, 15))).isFalse();
    assertThat(open(crypto, pair, kem, Bytes.EMPTY)).isFalse();
  }

  private static boolean open(MlsCrypto crypto, HpkeKeyPair pair, Bytes kem, Bytes text) {
    return crypto
        .decryptWithLabel(pair, "label", CONTEXT, new HpkeCiphertext(kem, text))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void encryptWithLabel_keyThatIsNone_isMalformed(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    for (int length : new int[] {0, 1, suite.kem().publicKeyLength() + 1}) {
      HpkePublicKey none = new HpkePublicKey(Bytes.owning(new byte[length]));
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> crypto.encryptWithLabel(none, "label", CONTEXT, PLAINTEXT));
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> crypto.externalInit(none));
    }
    // A point off the curve, or of small order.
    HpkePublicKey zero = new HpkePublicKey(Bytes.owning(new byte[suite.kem().publicKeyLength()]));
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> crypto.externalInit(zero));
    assertThat(crypto.externalInitSecret(crypto.generateKeyPair(), zero.value())).isEmpty();
  }

  @Test
  void isPublicKey_x25519_saysWhatAgreementSays() {
    MlsCrypto crypto = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    // From 2^255 - 32 to 2^255 - 1, p - 1, p and p + 1 among them, and from 0 on.
    List<byte[]> points = new ArrayList<>();
    for (int low = 0; low < 32; low++) {
      byte[] high = new byte[32];
      Arrays.fill(high, (byte) 0xff);
      high[0] = (byte) (0xe0 + low);
      high[31] = 0x7f;
      points.add(high);
      byte[] small = new byte[32];
      small[0] = (byte) low;
      points.add(small);
    }
    for (String eighth :
        List.of(
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")) {
      points.add(Bytes.fromHex(eighth).toByteArray());
    }
    int refused = 0;
    for (byte[] point : points) {
      for (int top : new int[] {0, 0x80}) {
        byte[] marked = point.clone();
        marked[31] |= (byte) top;
        HpkePublicKey key = new HpkePublicKey(Bytes.owning(marked));
        boolean agreed = agrees(crypto, key);
        assertThat(crypto.isPublicKey(key)).as(key.value().toHex()).isEqualTo(agreed);
        refused += agreed ? 0 : 1;
      }
    }
    assertThat(refused).isEqualTo(14);
  }

  private static boolean agrees(MlsCrypto crypto, HpkePublicKey key) {
    try {
      crypto.externalInit(key);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isPublicKey_ofEachSuite_tellsItsOwnFromOthers(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    for (CipherSuite other : CipherSuite.values()) {
      HpkePublicKey key = MlsCrypto.of(other).generateKeyPair().publicKey();
      assertThat(crypto.isPublicKey(key)).isEqualTo(other.kem() == suite.kem());
    }
    byte[] off = crypto.generateKeyPair().publicKey().value().toByteArray();
    off[off.length - 1] ^= 1;
    assertThat(crypto.isPublicKey(new HpkePublicKey(Bytes.owning(off))))
        .isEqualTo(suite.kem() == KemAlgorithm.X25519);
    assertThat(crypto.isPublicKey(new HpkePublicKey(Bytes.EMPTY))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void externalInit_bothSides_haveTheSameSecret(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    HpkeKeyPair external = crypto.deriveKeyPair(crypto.randomSecret());
    MlsCrypto.ExternalInitSecret joiner = crypto.externalInit(external.publicKey());
    assertThat(crypto.externalInitSecret(external, joiner.kemOutput()))
        .contains(joiner.initSecret());
    assertThat(crypto.externalInitSecret(crypto.generateKeyPair(), joiner.kemOutput()))
        .isNotEqualTo(Optional.of(joiner.initSecret()));
  }

  @ParameterizedTest
  @EnumSource
  void deriveKeyPair_sameSecret_isSamePairAndItsHalvesBelongTogether(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    for (int i = 0; i < 8; i++) {
      Secret secret = crypto.randomSecret();
      HpkeKeyPair pair = crypto.deriveKeyPair(secret);
      assertThat(crypto.deriveKeyPair(secret)).isEqualTo(pair);
      assertThat(crypto.keyPair(pair.privateKey())).isEqualTo(pair);
    }
  }

  @Test
  void keyPair_scalarWithoutLeadingZeros_isTheSamePair() {
    MlsCrypto crypto = MlsCrypto.of(CipherSuite.P521_AES256GCM_SHA512_P521);
    byte[] scalar = new byte[66];
    scalar[65] = 9;
    HpkeKeyPair pair = crypto.keyPair(Secret.copyOf(scalar));
    assertThat(crypto.keyPair(Secret.copyOf(new byte[] {9}))).isEqualTo(pair);
    assertThat(pair.privateKey().length()).isEqualTo(66);
  }

  @ParameterizedTest
  @EnumSource
  void keyPair_keyThatIsNone_isMisuse(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    byte[] tooLong = new byte[suite.kem().privateKeyLength() + 1];
    tooLong[tooLong.length - 1] = 1;
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> crypto.keyPair(Secret.copyOf(tooLong)));
    byte[] none = suite.kem() == KemAlgorithm.X25519 ? new byte[31] : new byte[32];
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> crypto.keyPair(Secret.copyOf(none)));
  }

  @ParameterizedTest
  @EnumSource
  void signWithLabel_changedInAnyPart_doesNotVerify(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    SignatureKeyPair pair = SignatureKeyPair.generate(suite.signature());
    Bytes signature = crypto.signWithLabel(pair, "label", CONTEXT);
    SignaturePublicKey key = pair.publicKey();
    assertThat(crypto.verifyWithLabel(key, "label", CONTEXT, signature)).isTrue();
    assertThat(crypto.verifyWithLabel(key, "other", CONTEXT, signature)).isFalse();
    assertThat(crypto.verifyWithLabel(key, "label", Bytes.EMPTY, signature)).isFalse();
    assertThat(crypto.verifyWithLabel(key, "label", CONTEXT, Bytes.EMPTY)).isFalse();
    assertThat(
            crypto.verifyWithLabel(
                SignatureKeyPair.generate(suite.signature()).publicKey(),
                "label",
                CONTEXT,
                signature))
        .isFalse();
    for (int length : new int[] {0, 5, key.value().length()}) {
      SignaturePublicKey none = new SignaturePublicKey(Bytes.owning(new byte[length]));
      assertThat(crypto.verifyWithLabel(none, "label", CONTEXT, signature)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void signatureKeyPair_halvesOfTwoPairs_isMisuse(CipherSuite suite) {
    SignatureKeyPair one = SignatureKeyPair.generate(suite.signature());
    SignatureKeyPair two = SignatureKeyPair.generate(suite.signature());
    assertThat(SignatureKeyPair.of(suite.signature(), one.publicKey(), one.privateKey()))
        .hasToString(one.toString());
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(
            () -> SignatureKeyPair.of(suite.signature(), one.publicKey(), two.privateKey()));
  }

  @Test
  void signWithLabel_pairOfAnotherScheme_isMisuse() {
    MlsCrypto crypto = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    SignatureKeyPair other = SignatureKeyPair.generate(SignatureScheme.ECDSA_P256_SHA256);
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> crypto.signWithLabel(other, "label", CONTEXT));
  }

  @ParameterizedTest
  @EnumSource
  void aeadOpen_changedInAnyPart_isEmpty(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    Secret key = Secret.zeros(suite.aead().keyLength());
    Bytes nonce = Bytes.owning(new byte[AeadAlgorithm.NONCE_LENGTH]);
    Bytes sealed = crypto.aeadSeal(key, nonce, CONTEXT, PLAINTEXT);
    assertThat(crypto.aeadOpen(key, nonce, CONTEXT, sealed)).isPresent();
    assertThat(crypto.aeadOpen(key, nonce, Bytes.EMPTY, sealed)).isEmpty();
    assertThat(crypto.aeadOpen(key, crypto.randomBytes(12), CONTEXT, sealed)).isEmpty();
    assertThat(crypto.aeadOpen(key, nonce, CONTEXT, sealed.slice(0, 15))).isEmpty();
    assertThat(crypto.aeadOpen(key, nonce, CONTEXT, Bytes.EMPTY)).isEmpty();
  }

  @Test
  void verifyMac_otherTag_isFalse() {
    MlsCrypto crypto = MlsCrypto.of(CipherSuite.P384_AES256GCM_SHA384_P384);
    Secret key = crypto.randomSecret();
    Bytes tag = crypto.mac(key, CONTEXT);
    assertThat(crypto.verifyMac(key, CONTEXT, tag)).isTrue();
    assertThat(crypto.verifyMac(key, CONTEXT, tag.slice(0, 47))).isFalse();
    assertThat(crypto.verifyMac(key, Bytes.EMPTY, tag)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0x10000})
  void expandWithLabel_lengthBeyondTheFormat_isMisuse(int length) {
    MlsCrypto crypto = MlsCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    Secret secret = crypto.randomSecret();
    assertThatExceptionOfType(MisuseException.class)
        .isThrownBy(() -> crypto.expandWithLabel(secret, "label", CONTEXT, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 6, 0x0a0a, 0xffff})
  void getById_suiteOfOthers_isUnavailable(int id) {
    assertThat(CipherSuite.findById(id)).isEmpty();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> CipherSuite.getById(id))
        .satisfies(e -> assertThat(e.what()).isEqualTo(UnavailableException.What.CIPHER_SUITE));
  }

  @Test
  void observed_operations_areCounted() {
    Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
    MlsCrypto crypto =
        MlsCrypto.observed(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            operation -> counts.merge(operation, 1, Integer::sum));
    HpkeKeyPair pair = crypto.deriveKeyPair(crypto.randomSecret());
    crypto.decryptWithLabel(
        pair,
        "label",
        CONTEXT,
        crypto.encryptWithLabel(pair.publicKey(), "label", CONTEXT, PLAINTEXT));
    crypto.hash(CONTEXT);
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Operation.DERIVE_KEY_PAIR, 1,
                Operation.HPKE_SEAL, 1,
                Operation.HPKE_OPEN, 1,
                Operation.HASH, 1));
  }
}
