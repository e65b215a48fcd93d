package chat.sotto.mls.vectors.kind;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.mls.codec.Bytes;
import chat.sotto.mls.crypto.HpkeCiphertext;
import chat.sotto.mls.crypto.HpkeKeyPair;
import chat.sotto.mls.crypto.HpkePublicKey;
import chat.sotto.mls.crypto.MlsCrypto;
import chat.sotto.mls.crypto.SignatureKeyPair;
import chat.sotto.mls.crypto.SignaturePublicKey;

/** The labelled functions of a suite. */
final class CryptoBasicsKind implements VectorKind {
  @Override
  public boolean matches(Vector vector) {
    return vector.has("cipher_suite", "ref_hash", "expand_with_label", "sign_with_label");
  }

  @Override
  public void verify(Vector vector) {
    MlsCrypto crypto = vector.crypto();
    derivations(crypto, vector);
    signatures(crypto, vector.object("sign_with_label"));
    encryption(crypto, vector.object("encrypt_with_label"));
  }

  private static void derivations(MlsCrypto crypto, Vector vector) {
    Vector ref = vector.object("ref_hash");
    assertThat(crypto.refHash(ref.text("label"), ref.hex("value"))).isEqualTo(ref.hex("out"));
    Vector expand = vector.object("expand_with_label");
    assertThat(
            crypto.expandWithLabel(
                expand.secret("secret"),
                expand.text("label"),
                expand.hex("context"),
                expand.integer("length")))
        .isEqualTo(expand.secret("out"));
    Vector derive = vector.object("derive_secret");
    assertThat(crypto.deriveSecret(derive.secret("secret"), derive.text("label")))
        .isEqualTo(derive.secret("out"));
    Vector tree = vector.object("derive_tree_secret");
    assertThat(
            crypto.deriveTreeSecret(
                tree.secret("secret"),
                tree.text("label"),
                tree.number("generation"),
                tree.integer("length")))
        .isEqualTo(tree.secret("out"));
  }

  private static void signatures(MlsCrypto crypto, Vector sign) {
    SignaturePublicKey key = new SignaturePublicKey(sign.hex("pub"));
    String label = sign.text("label");
    Bytes content = sign.hex("content");
    assertThat(crypto.verifyWithLabel(key, label, content, sign.hex("signature"))).isTrue();
    SignatureKeyPair pair =
        SignatureKeyPair.of(crypto.suite().signature(), key, sign.secret("priv"));
    Bytes made = crypto.signWithLabel(pair, label, content);
    assertThat(crypto.verifyWithLabel(key, label, content, made)).isTrue();
    assertThat(crypto.verifyWithLabel(key, label + " ", content, made)).isFalse();
  }

  private static void encryption(MlsCrypto crypto, Vector encrypt) {
    HpkePublicKey publicKey = new HpkePublicKey(encrypt.hex("pub"));
    HpkeKeyPair pair = crypto.keyPair(encrypt.secret("priv"));
    assertThat(pair.publicKey()).isEqualTo(publicKey);
    String label = encrypt.text("label");
    Bytes context = encrypt.hex("context");
    byte[] plaintext = encrypt.hex("plaintext").toByteArray();
    HpkeCiphertext given = new HpkeCiphertext(encrypt.hex("kem_output"), encrypt.hex("ciphertext"));
    assertThat(crypto.decryptWithLabel(pair, label, context, given))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(plaintext));
    HpkeCiphertext made = crypto.encryptWithLabel(publicKey, label, context, plaintext);
    assertThat(crypto.decryptWithLabel(pair, label, context, made))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(plaintext));
  }
}
