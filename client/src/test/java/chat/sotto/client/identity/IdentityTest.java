package chat.sotto.client.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.trust.CaFingerprint;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityTest {
  private static final CaFingerprint SERVER = TestDevices.SERVER;
  private static final Username ANNA = new Username("anna");
  private static final Username BOB = new Username("bob");
  private static final DeviceCredential GOOD = TestDevices.of("anna").credential();

  /** RFC 8032 §7.1, test 1: seed to public key. */
  @Test
  void ofSeed_rfc8032Test1_hasTheVectorsPublicKey() {
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    assertThat(DeviceKey.ofSeed(Secrets.of(seed)).publicKey().toString())
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void input_golden_isMlsSignContent() {
    byte[] input = SignWithLabel.input("ab", new byte[100]);

    assertThat(HexFormat.of().formatHex(input))
        .isEqualTo("0a" + "4d4c5320312e3020" + "6162" + "4064" + "00".repeat(100));
    assertThat(SignWithLabel.input("ab", new byte[20_000])[11]).isEqualTo((byte) 0x80);
  }

  @Test
  void verify_otherLabelContentKeyOrSignature_isFalse() {
    DeviceKey key = DeviceKey.generate();
    byte[] content = "hi".getBytes(US_ASCII);
    byte[] signature = key.sign("one", content);
    byte[] altered = signature.clone();
    altered[10] ^= 1;

    assertThat(verify(key, "one", content, signature)).isTrue();
    assertThat(verify(key, "two", content, signature)).isFalse();
    assertThat(verify(key, "one", new byte[2], signature)).isFalse();
    assertThat(verify(DeviceKey.generate(), "one", content, signature)).isFalse();
    assertThat(verify(key, "one", content, altered)).isFalse();
    assertThat(verify(key, "one", content, new byte[63])).isFalse();
  }

  @Test
  void requireAttested_good_passes() {
    assertThatCode(() -> GOOD.requireAttested(SERVER)).doesNotThrowAnyException();
  }

  static Stream<DeviceCredential> altered() {
    DeviceCredential g = GOOD;
    DeviceCredential other = TestDevices.of("anna").credential();
    return Stream.of(
        new DeviceCredential(
            BOB, g.accountKey(), g.device(), g.deviceKey(), g.generation(), g.attestation()),
        new DeviceCredential(
            ANNA, other.accountKey(), g.device(), g.deviceKey(), g.generation(), g.attestation()),
        new DeviceCredential(
            ANNA,
            g.accountKey(),
            DeviceId.random(),
            g.deviceKey(),
            g.generation(),
            g.attestation()),
        new DeviceCredential(
            ANNA, g.accountKey(), g.device(), other.deviceKey(), g.generation(), g.attestation()),
        new DeviceCredential(
            ANNA, g.accountKey(), g.device(), g.deviceKey(), new Generation(2), g.attestation()),
        new DeviceCredential(
            ANNA, g.accountKey(), g.device(), g.deviceKey(), g.generation(), other.attestation()));
  }

  @ParameterizedTest
  @MethodSource("altered")
  void requireAttested_onePartReplaced_isRefused(DeviceCredential credential) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> credential.requireAttested(SERVER))
        .matches(e -> e.is(Reason.ATTESTATION_INVALID) && e.failure().exitCode() == 7);
  }

  @Test
  void requireAttested_otherServer_isRefused() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(GOOD.isAttested(CaFingerprint.of(other))).isFalse();
  }

  @Test
  void safetyNumber_golden_isFixedAndSymmetric() {
    AccountPublicKey one = AccountPublicKey.of(new byte[32]);
    AccountPublicKey two = AccountPublicKey.of(HexFormat.of().parseHex("01".repeat(32)));
    SafetyNumber number = SafetyNumber.of(SERVER, ANNA, one, BOB, two);

    assertThat(number.grouped())
        .isEqualTo("84623 91415 98307 95490 22939 34012 20557 28212 28575 81508 39395 11958");
    assertThat(SafetyNumber.of(SERVER, BOB, two, ANNA, one)).isEqualTo(number);
    assertThat(SafetyNumber.of(SERVER, BOB, one, ANNA, two)).isNotEqualTo(number);
  }

  @Test
  void decide_pin_isFirstSameOrChanged() {
    AccountPublicKey key = GOOD.accountKey();
    Pin pin = Pin.first(ANNA, key).verify();

    assertThat(Pin.decide(Optional.empty(), key)).isEqualTo(Pin.Decision.FIRST_CONTACT);
    assertThat(Pin.decide(Optional.of(pin), key)).isEqualTo(Pin.Decision.SAME);
    assertThat(Pin.decide(Optional.of(pin), TestDevices.of("anna").credential().accountKey()))
        .isEqualTo(Pin.Decision.CHANGED);
    assertThat(pin.verified()).isTrue();
    assertThat(Pin.changed(ANNA).failure().exitCode()).isEqualTo(7);
  }

  @Test
  void localDevice_credentialOfOtherKey_isMisuse() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new LocalDevice(GOOD, DeviceKey.generate()));
  }

  @Test
  void toString_keys_showPublicHalfOnly() {
    AccountKey key = AccountKey.generate();

    assertThat(key.toString())
        .contains(key.publicKey().toString())
        .doesNotContain(HexFormat.of().formatHex(Secrets.export(key.seed())));
  }

  private static boolean verify(DeviceKey key, String label, byte[] content, byte[] signature) {
    return SignWithLabel.verify(key.publicKey().value(), label, content, signature);
  }
}
