package chat.sotto.mls.validation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.SignaturePublicKey;
import chat.sotto.mls.wire.Credential;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {
  @ParameterizedTest
  @CsvSource({"Ed25519,0,Ed25519,32", "EC,256,SHA256withECDSA,65", "EC,521,SHA512withECDSA,133"})
  void areFor_certificateOfTheKeyOrAnother_isToldApart(
      String algorithm, int size, String signature, int length) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (size > 0) {
      generator.initialize(size);
    }
    KeyPair pair = generator.generateKeyPair();
    Credential.X509 credential = certificate(pair, signature);
    assertThat(Certificates.areFor(key(pair, length), credential)).isTrue();
    assertThat(Certificates.areFor(key(generator.generateKeyPair(), length), credential)).isFalse();
    assertThat(Certificates.areFor(key(pair, 31), credential)).isFalse();
    Credential.X509 garbage =
        new Credential.X509(List.of(new Credential.Certificate(Bytes.fromHex("30"))));
    assertThat(Certificates.areFor(key(pair, length), garbage)).isFalse();
  }

  private static SignaturePublicKey key(KeyPair pair, int length) {
    Bytes info = Bytes.owning(pair.getPublic().getEncoded());
    return new SignaturePublicKey(info.slice(info.length() - length, length));
  }

  @SuppressWarnings("JavaUtilDate") // Bouncy Castle takes no other.
  private static Credential.X509 certificate(KeyPair pair, String signature) throws Exception {
    X500Name name = new X500Name("CN=test");
    byte[] der =
        new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, new Date(0), new Date(1), name, pair.getPublic())
            .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
            .getEncoded();
    return new Credential.X509(List.of(new Credential.Certificate(Bytes.owning(der))));
  }
}
