package chat.sotto.client.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.Test;

class TlsIdentityTest {
  private final TestCa ca = new TestCa();
  private final TlsKey key = TlsKey.generate();

  @Test
  void csr_made_carriesKeyAndVerifies() throws Exception {
    JcaPKCS10CertificationRequest csr = new JcaPKCS10CertificationRequest(key.csr());

    assertThat(csr.getPublicKey()).isEqualTo(key.publicKey());
    assertThat(csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key.publicKey())))
        .isTrue();
    assertThat(key.csr().length).isLessThan(4096);
  }

  @Test
  void pem_writtenAndRead_isTheSame() {
    TlsIdentity identity = new TlsIdentity(key, certificate(BigInteger.TWO));

    TlsIdentity read = TlsIdentity.ofPem(identity.keyPem(), identity.certificatePem());

    assertThat(read.certificate()).isEqualTo(identity.certificate());
    assertThat(read.key().privateKey().getEncoded()).isEqualTo(key.privateKey().getEncoded());
    assertThat(read.key().publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void ofPem_damaged_isUnreadableProfile() {
    TlsIdentity identity = new TlsIdentity(key, certificate(BigInteger.TWO));
    String keyPem = identity.keyPem();

    for (String pem : new String[] {"", "x", keyPem.substring(0, 60), identity.certificatePem()}) {
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> TlsIdentity.ofPem(pem, identity.certificatePem()))
          .matches(e -> e.is(Reason.PROFILE_UNREADABLE));
    }
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> TlsIdentity.ofPem(keyPem, "-----BEGIN CERTIFICATE-----\nAA\n"))
        .matches(e -> e.is(Reason.PROFILE_UNREADABLE));
  }

  @Test
  void of_certificateForOtherKey_isRefused() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(
            () -> TlsIdentity.of(TlsKey.generate(), certificate(BigInteger.TWO).getEncoded()))
        .matches(e -> e.is(Reason.BAD_RESPONSE));
  }

  @Test
  void of_garbage_isRefused() {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> TlsIdentity.of(key, new byte[] {1, 2, 3}))
        .matches(e -> e.is(Reason.BAD_RESPONSE));
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> TlsIdentity.of(key, new byte[20_000]))
        .withMessageContaining("longer");
  }

  @Test
  void needsRenewal_thirtyDaysLeft_isTrue() {
    TlsIdentity identity = new TlsIdentity(key, certificate(BigInteger.TWO));
    Instant end = TestCa.BEGIN.plus(Duration.ofDays(365));

    assertThat(identity.needsRenewal(end.minus(Duration.ofDays(31)))).isFalse();
    assertThat(identity.needsRenewal(end.minus(Duration.ofDays(30)))).isTrue();
    assertThat(identity.isExpired(end)).isFalse();
    assertThat(identity.isExpired(end.plusSeconds(1))).isTrue();
  }

  @Test
  void serial_shortOrFull_isSixteenBytes() {
    BigInteger full = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    assertThat(new TlsIdentity(key, certificate(BigInteger.valueOf(258))).serial())
        .isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2});
    assertThat(new TlsIdentity(key, certificate(full)).serial()).containsOnly(0xff).hasSize(16);
    TlsIdentity tooLong = new TlsIdentity(key, certificate(BigInteger.ONE.shiftLeft(128)));
    assertThatExceptionOfType(SottoException.class).isThrownBy(tooLong::serial);
  }

  @Test
  void toString_identity_showsNoKey() {
    assertThat(key.toString()).isEqualTo("TlsKey[redacted]");
  }

  private X509Certificate certificate(BigInteger serial) {
    return ca.leaf(key.publicKey(), KeyPurposeId.id_kp_clientAuth, null, serial);
  }
}
