package chat.sotto.client.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.codec.Fields;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.trust.TestCa;
import chat.sotto.client.trust.TlsIdentity;
import chat.sotto.client.trust.TlsKey;
import java.math.BigInteger;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class CertificateRenewalTest {
  @Test
  void sign_expiredCertificate_verifiesOverTheProtocolsFields() {
    LocalDevice device = TestDevices.of("anna");
    TestCa ca = new TestCa();
    TlsKey old = TlsKey.generate();
    TlsKey fresh = TlsKey.generate();
    TlsIdentity expired =
        new TlsIdentity(
            old,
            ca.leaf(old.publicKey(), KeyPurposeId.id_kp_clientAuth, null, BigInteger.valueOf(5)));

    byte[] signature = CertificateRenewal.sign(device, ca.fingerprint(), expired, fresh);

    byte[] serial = new byte[16];
    serial[15] = 5;
    byte[] content =
        Fields.of(ca.fingerprint().value())
            .text("anna")
            .bytes(device.device().value())
            .bytes(serial)
            .bytes(Digests.sha256(fresh.publicKey().getEncoded()))
            .toBytes();
    assertThat(
            SignWithLabel.verify(
                device.credential().deviceKey().value(),
                "sotto certificate renewal v1",
                content,
                signature))
        .isTrue();
  }
}
