package chat.sotto.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class ServerTrustTest {
  private static final Instant NOW = TestCa.BEGIN.plus(Duration.ofDays(10));

  private final TestCa ca = new TestCa();
  private final ServerTrust trust = new ServerTrust(ca.fingerprint(), () -> NOW);

  @Test
  void check_serverOfPinnedCa_isAccepted() {
    assertThatCode(() -> trust.check(List.of(ca.server(), ca.certificate())))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                trust.checkServerTrusted(
                    new X509Certificate[] {ca.server(), ca.certificate()}, "ECDHE_ECDSA"))
        .doesNotThrowAnyException();
  }

  @Test
  void check_otherCaWithSameNames_isWrongFingerprint() {
    TestCa other = new TestCa();
    X509Certificate leaf =
        other.leaf(
            TestCa.newPair().getPublic(),
            KeyPurposeId.id_kp_serverAuth,
            ca.fingerprint().serverId().hostName());

    assertThatExceptionOfType(ServerTrustException.WrongFingerprint.class)
        .isThrownBy(() -> trust.check(List.of(leaf, other.certificate())));
  }

  @Test
  void check_caMissingFromChain_isWrongFingerprint() {
    assertThatExceptionOfType(ServerTrustException.WrongFingerprint.class)
        .isThrownBy(() -> trust.check(List.of(ca.server())));
  }

  @Test
  void check_leafOfOtherCaBesidePinnedOne_isNotSignedByCa() {
    X509Certificate leaf =
        new TestCa()
            .leaf(
                TestCa.newPair().getPublic(),
                KeyPurposeId.id_kp_serverAuth,
                ca.fingerprint().serverId().hostName());

    assertThatExceptionOfType(ServerTrustException.NotSignedByCa.class)
        .isThrownBy(() -> trust.check(List.of(leaf, ca.certificate())));
  }

  @Test
  void check_clockBeforeBegin_isNotYetValid() {
    ServerTrust early =
        new ServerTrust(ca.fingerprint(), () -> TestCa.BEGIN.minus(Duration.ofSeconds(1)));

    ServerTrustException refusal =
        catchThrowableOfType(
            ServerTrustException.class, () -> early.check(List.of(ca.server(), ca.certificate())));

    assertThat(refusal).isInstanceOf(ServerTrustException.NotYetValid.class);
    assertThat(refusal.toSottoException().hint().orElse("")).contains("check your clock");
  }

  @Test
  void check_clockAfterEnd_isExpired() {
    ServerTrust late =
        new ServerTrust(ca.fingerprint(), () -> TestCa.BEGIN.plus(Duration.ofDays(366)));

    ServerTrustException refusal =
        catchThrowableOfType(
            ServerTrustException.class, () -> late.check(List.of(ca.server(), ca.certificate())));

    assertThat(refusal).isInstanceOf(ServerTrustException.Expired.class);
    assertThat(refusal.toSottoException().hint().orElse("")).contains("check your clock");
  }

  @Test
  void check_deviceCertificatePosingAsServer_isNotAServer() {
    X509Certificate device =
        ca.leaf(
            TestCa.newPair().getPublic(),
            KeyPurposeId.id_kp_clientAuth,
            ca.fingerprint().serverId().hostName());

    assertThatExceptionOfType(ServerTrustException.NotAServer.class)
        .isThrownBy(() -> trust.check(List.of(device, ca.certificate())));
  }

  @Test
  void check_noPurposeAtAll_isNotAServer() {
    X509Certificate leaf =
        ca.leaf(TestCa.newPair().getPublic(), null, ca.fingerprint().serverId().hostName());

    assertThatExceptionOfType(ServerTrustException.NotAServer.class)
        .isThrownBy(() -> trust.check(List.of(leaf, ca.certificate())));
  }

  @Test
  void check_nameOfOtherServer_isWrongServerName() {
    X509Certificate leaf =
        ca.leaf(
            TestCa.newPair().getPublic(),
            KeyPurposeId.id_kp_serverAuth,
            "0".repeat(32) + ".sotto.internal");

    assertThatExceptionOfType(ServerTrustException.WrongServerName.class)
        .isThrownBy(() -> trust.check(List.of(leaf, ca.certificate())));
  }

  @Test
  void check_noNameAtAll_isWrongServerName() {
    X509Certificate leaf =
        ca.leaf(TestCa.newPair().getPublic(), KeyPurposeId.id_kp_serverAuth, null);

    assertThatExceptionOfType(ServerTrustException.WrongServerName.class)
        .isThrownBy(() -> trust.check(List.of(leaf, ca.certificate())));
  }

  @Test
  void check_emptyOrEndlessChain_isUnreadable() {
    assertThatExceptionOfType(ServerTrustException.Unreadable.class)
        .isThrownBy(() -> trust.check(List.of()));
    assertThatExceptionOfType(ServerTrustException.Unreadable.class)
        .isThrownBy(() -> trust.check(Collections.nCopies(9, ca.certificate())));
  }

  @Test
  void checkClientTrusted_anything_isRefused() {
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(
            () -> trust.checkClientTrusted(new X509Certificate[] {ca.server()}, "ECDHE_ECDSA"));
  }

  @Test
  void find_wrappedRefusal_isFoundAndIsASecurityFailure() {
    ServerTrustException refusal =
        catchThrowableOfType(ServerTrustException.class, () -> trust.check(List.of(ca.server())));
    IOException wrapped = new IOException(new IllegalStateException(refusal));

    SottoException found = ServerTrustException.find(wrapped).orElseThrow().toSottoException();

    assertThat(found.is(Reason.WRONG_SERVER)).isTrue();
    assertThat(found.failure().exitCode()).isEqualTo(7);
    assertThat(ServerTrustException.find(new IOException("no"))).isEmpty();
  }
}
