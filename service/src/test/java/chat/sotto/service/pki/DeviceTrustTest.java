package chat.sotto.service.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Username;
import chat.sotto.service.pki.DeviceTrust.Flaw;
import chat.sotto.service.pki.DeviceTrust.RefusedException;
import chat.sotto.service.support.ClientKeys;
import chat.sotto.service.support.MutableClock;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates: each check with a certificate that fails it alone. */
class DeviceTrustTest {
  private static final KeyPurposeId CLIENT = KeyPurposeId.id_kp_clientAuth;
  private static final KeyPurposeId SERVER = KeyPurposeId.id_kp_serverAuth;

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final CertificateAuthority authority =
      CertificateAuthority.ephemeral(clock, new SecureRandom());
  private final DeviceTrust trust = new DeviceTrust(authority, clock);
  private final DeviceRef alice =
      new DeviceRef(Username.of("alice"), DeviceId.random(new SecureRandom()));
  private final X509Certificate good = authority.issueDevice(alice, ClientKeys.p256().getPublic());

  @Test
  void check_issuedCertificate_namesTheDevice() throws RefusedException {
    assertThat(trust.check(chain(good))).isEqualTo(alice);
  }

  @Test
  void issueDevice_anyTime_followsTheProtocol() throws CertificateException {
    assertThat(good.getNotBefore().toInstant())
        .isEqualTo(clock.instant().minus(Duration.ofDays(2)));
    assertThat(good.getNotAfter().toInstant()).isEqualTo(clock.instant().plus(Duration.ofDays(90)));
    assertThat(good.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(good.getSerialNumber().signum()).isPositive();
    assertThat(good.getSerialNumber().toByteArray()).hasSize(16);
    assertThat(good.getSubjectAlternativeNames())
        .containsExactly(
            List.of(
                6, "sotto://" + authority.fingerprint().serverId() + "/alice/" + alice.device()));
  }

  @Test
  void check_noCertificate_isMissing() {
    assertRefused(Flaw.MISSING);
  }

  @Test
  void check_anotherAuthority_isForeign() {
    CertificateAuthority other = CertificateAuthority.ephemeral(clock, new SecureRandom());

    assertRefused(Flaw.FOREIGN, other.issueDevice(alice, ClientKeys.p256().getPublic()));
  }

  @Test
  void check_ourNameButAnotherKeysSignature_isForeign() throws Exception {
    X509v3CertificateBuilder builder = builder(days(-1), days(1));
    add(builder, CLIENT, uri("sotto://" + id() + "/alice/" + alice.device()));

    assertRefused(Flaw.FOREIGN, sign(builder, ClientKeys.p256().getPrivate()));
  }

  @Test
  void check_lastMoment_isTrusted() throws RefusedException {
    clock.advance(Duration.ofDays(90));

    assertThat(trust.check(chain(good))).isEqualTo(alice);
  }

  @Test
  void check_afterItsEnd_isExpired() {
    clock.advance(Duration.ofDays(90).plusSeconds(1));

    assertRefused(Flaw.EXPIRED, good);
  }

  @Test
  void check_beforeItsBeginning_isNotYetValid() {
    clock.advance(Duration.ofDays(-2).minusSeconds(1));

    assertRefused(Flaw.NOT_YET_VALID, good);
  }

  @Test
  void check_serverPurpose_isNotForClients() throws Exception {
    assertRefused(Flaw.NOT_FOR_CLIENTS, signed(uri(goodUri()), SERVER));
  }

  @Test
  void check_bothPurposes_isNotForClients() throws Exception {
    assertRefused(Flaw.NOT_FOR_CLIENTS, signed(uri(goodUri()), CLIENT, SERVER));
  }

  @Test
  void check_theAuthorityItself_isNotForClients() {
    assertRefused(Flaw.NOT_FOR_CLIENTS, authority.certificate());
  }

  @Test
  void check_ownServerCertificate_isNotForClients() {
    X509Certificate server =
        authority.issueServer(ServerNames.of(id(), List.of(), Set.of())).leaf();

    assertRefused(Flaw.NOT_FOR_CLIENTS, server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sotto://ID/alice",
        "sotto://ID/alice/0123",
        "sotto://ID/alice/DEVICE/more",
        "sotto://ID/ALICE/DEVICE",
        "sotto://ID/-alice/DEVICE",
        "https://ID/alice/DEVICE",
        "sotto://00000000000000000000000000000000/alice/DEVICE",
        "sotto://ID/alice/DEVICE ",
      })
  void check_malformedName_isRefused(String template) throws Exception {
    String name = template.replace("ID", id()).replace("DEVICE", alice.device().toString());

    assertRefused(Flaw.MALFORMED_NAME, signed(uri(name), CLIENT));
  }

  @Test
  void check_twoNames_isRefused() throws Exception {
    GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, goodUri());

    assertRefused(
        Flaw.MALFORMED_NAME, signed(new GeneralNames(new GeneralName[] {name, name}), CLIENT));
  }

  @Test
  void check_nameOfAnotherKind_isRefused() throws Exception {
    assertRefused(
        Flaw.MALFORMED_NAME,
        signed(new GeneralNames(new GeneralName(GeneralName.dNSName, "alice")), CLIENT));
  }

  private String id() {
    return authority.fingerprint().serverId();
  }

  private String goodUri() {
    return "sotto://" + id() + "/alice/" + alice.device();
  }

  private Instant days(int days) {
    return clock.instant().plus(Duration.ofDays(days));
  }

  private static GeneralNames uri(String uri) {
    return new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
  }

  private X509Certificate signed(GeneralNames names, KeyPurposeId... purposes)
      throws IOException, OperatorCreationException, CertificateException {
    X509v3CertificateBuilder builder = builder(days(-1), days(1));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    builder.addExtension(Extension.subjectAlternativeName, false, names);
    return sign(builder, authority.key());
  }

  private static void add(
      X509v3CertificateBuilder builder, KeyPurposeId purpose, GeneralNames names)
      throws IOException {
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    builder.addExtension(Extension.subjectAlternativeName, false, names);
  }

  private X509v3CertificateBuilder builder(Instant begins, Instant ends) {
    return new JcaX509v3CertificateBuilder(
        X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded()),
        BigInteger.TEN,
        Date.from(begins),
        Date.from(ends),
        new X500Name("CN=x"),
        ClientKeys.p256().getPublic());
  }

  private static X509Certificate sign(
      X509v3CertificateBuilder builder, java.security.PrivateKey key)
      throws OperatorCreationException, CertificateException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static X509Certificate[] chain(X509Certificate... certificates) {
    return certificates;
  }

  private void assertRefused(Flaw flaw, X509Certificate... chain) {
    assertThat(catchThrowableOfType(RefusedException.class, () -> trust.check(chain)))
        .isNotNull()
        .returns(flaw, RefusedException::flaw);
  }
}
