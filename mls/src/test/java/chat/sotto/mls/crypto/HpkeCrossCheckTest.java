package chat.sotto.mls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we compute of HPKE ourselves, against Bouncy Castle. */
class HpkeCrossCheckTest {
  private static final byte[] LABEL =
      "MLS 1.0 external init secret".getBytes(StandardCharsets.US_ASCII);

  private static HPKE theirs(CipherSuite suite) {
    return new HPKE(
        HPKE.mode_base,
        (short) suite.kem().hpkeId(),
        (short) suite.hash().hpkeKdfId(),
        (short) suite.aead().hpkeId());
  }

  @ParameterizedTest
  @EnumSource
  void deriveKeyPair_anySecret_isTheirs(CipherSuite suite) {
    MlsCrypto crypto = MlsCrypto.of(suite);
    HPKE theirs = theirs(suite);
    for (int i = 0; i < 8; i++) {
      Secret secret = crypto.randomSecret();
      HpkeKeyPair ours = crypto.deriveKeyPair(secret);
      AsymmetricCipherKeyPair pair = theirs.deriveKeyPair(secret.exportBytes());
      assertThat(ours.publicKey().value())
          .isEqualTo(Bytes.owning(theirs.serializePublicKey(pair.getPublic())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalInit_withThem_givesTheSameSecret(CipherSuite suite) throws Exception {
    MlsCrypto crypto = MlsCrypto.of(suite);
    HPKE theirs = theirs(suite);
    HpkeKeyPair pair = crypto.generateKeyPair();
    byte[] publicKey = pair.publicKey().value().toByteArray();
    HPKEContextWithEncapsulation sender =
        theirs.setupBaseS(theirs.deserializePublicKey(publicKey), new byte[0]);
    assertThat(crypto.externalInitSecret(pair, Bytes.owning(sender.getEncapsulation())))
        .contains(Secret.owning(sender.export(LABEL, crypto.hashLength())));

    MlsCrypto.ExternalInitSecret made = crypto.externalInit(pair.publicKey());
    byte[] received =
        theirs
            .setupBaseR(
                made.kemOutput().toByteArray(),
                theirs.deserializePrivateKey(pair.privateKey().exportBytes(), publicKey),
                new byte[0])
            .export(LABEL, crypto.hashLength());
    assertThat(made.initSecret()).isEqualTo(Secret.owning(received));
  }
}
