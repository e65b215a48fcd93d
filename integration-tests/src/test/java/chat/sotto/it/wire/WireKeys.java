package chat.sotto.it.wire;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The three key pairs of an account with one device: TLS (P-256), account and device (Ed25519). */
public record WireKeys(KeyPair tls, KeyPair account, KeyPair device) {
  private static final int RAW_ED25519 = 32;

  /** Fresh ones. */
  public static WireKeys generate() {
    return new WireKeys(p256(), ed25519(), ed25519());
  }

  /** A fresh P-256 pair. */
  public static KeyPair p256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A fresh Ed25519 pair. */
  public static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** PKCS #10 for the TLS key, DER. */
  public ByteString csr() {
    return csr(tls);
  }

  /** PKCS #10 for any EC key, DER. */
  public static ByteString csr(KeyPair pair) {
    try {
      return ByteString.copyFrom(
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Principal("CN=wire device"), pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The account's public key, 32 bytes. */
  public ByteString accountPublic() {
    return raw(account.getPublic());
  }

  /** The device's public key, 32 bytes. */
  public ByteString devicePublic() {
    return raw(device.getPublic());
  }

  /** The account key's word for the device (docs/protocol.md, section 3). */
  public ByteString attestation(
      ByteString fingerprint, String user, ByteString deviceId, long generation) {
    return ProtocolBytes.signWithLabel(
        account.getPrivate(),
        "sotto attestation v1",
        ProtocolBytes.fields(
            fingerprint,
            ProtocolBytes.text(user),
            deviceId,
            devicePublic(),
            ProtocolBytes.u64(generation)));
  }

  /** The raw key is the end of its SubjectPublicKeyInfo. */
  private static ByteString raw(PublicKey key) {
    ByteString info = ByteString.copyFrom(key.getEncoded());
    return info.substring(info.size() - RAW_ED25519);
  }
}
