package chat.sotto.mls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.fixture.ConscryptExtension;
import chat.sotto.mls.fixture.WithConscrypt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where an application installed Conscrypt: it does the work, and nobody can tell by the results.
 */
class ConscryptTest {
  @Nested
  @WithConscrypt
  class SamePrimitives extends MlsCryptoTest {}

  @Nested
  @WithConscrypt
  class SameCurves extends NistGroupTest {}

  @Nested
  @WithConscrypt
  class SameHpke extends HpkeCrossCheckTest {}

  @Nested
  @WithConscrypt
  class Used {
    @ParameterizedTest
    @EnumSource
    void engine_installed_asksForIt(CipherSuite suite) {
      assumeTrue(ConscryptExtension.available());
      ConscryptExtension.takeAsked();
      MlsCrypto crypto = MlsCrypto.of(suite);
      HpkeKeyPair pair = crypto.deriveKeyPair(crypto.randomSecret());
      MlsCrypto.ExternalInitSecret external = crypto.externalInit(pair.publicKey());
      assertThat(crypto.externalInitSecret(pair, external.kemOutput()))
          .contains(external.initSecret());
      assertThat(ConscryptExtension.takeAsked())
          .contains(
              suite.kem() == KemAlgorithm.X25519 ? "KeyAgreement/XDH" : "KeyAgreement/ECDH",
              suite.kem() == KemAlgorithm.X25519 ? "KeyFactory/XDH" : "KeyFactory/EC");
    }

    @ParameterizedTest
    @EnumSource
    void tink_installed_asksForIt(CipherSuite suite) {
      assumeTrue(ConscryptExtension.available());
      MlsCrypto crypto = MlsCrypto.of(suite);
      HpkeKeyPair pair = crypto.generateKeyPair();
      Bytes some = Bytes.fromHex("0102");
      ConscryptExtension.takeAsked();
      HpkeCiphertext sealed = crypto.encryptWithLabel(pair.publicKey(), "label", some, new byte[9]);
      assertThat(crypto.decryptWithLabel(pair, "label", some, sealed)).isPresent();
      SignatureKeyPair signer = SignatureKeyPair.generate(suite.signature());
      Bytes signature = crypto.signWithLabel(signer, "label", some);
      assertThat(crypto.verifyWithLabel(signer.publicKey(), "label", some, signature)).isTrue();
      // It makes its own ECDH by the first provider that has it.
      assertThat(ConscryptExtension.takeAsked())
          .contains(
              suite.kem() == KemAlgorithm.X25519
                  ? new String[] {"KeyAgreement/XDH", "Signature/Ed25519"}
                  : new String[] {
                    "Signature/" + suite.hash().digestName().replace("-", "") + "withECDSA"
                  });
    }
  }

  @Test
  void find_notInstalled_isNull() {
    assertThat(BoringSsl.find("XDH")).isNull();
  }
}
