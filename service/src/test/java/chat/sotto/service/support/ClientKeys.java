package chat.sotto.service.support;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** What a client makes: keys, requests, signatures. Written from docs/protocol.md alone. */
public final class ClientKeys {
  private static final SecureRandom RANDOM = new SecureRandom();

  private ClientKeys() {}

  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  public static ByteString randomBytes(int length) {
    return ByteString.copyFrom(random(length));
  }

  public static KeyPair p256() {
    return ec("secp256r1");
  }

  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] csr(KeyPair keys) {
    return csr(keys, keys, "SHA256withECDSA");
  }

  /** A request for one key, signed by another. */
  public static byte[] csr(KeyPair subject, KeyPair signer, String algorithm) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=x"), subject.getPublic())
          .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] ed25519Public(byte[] seed) {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
  }

  public static byte[] signWithLabel(byte[] seed, String label, byte[] content) {
    byte[] labelled = ("MLS 1.0 " + label).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    vector(out, labelled);
    vector(out, content);
    byte[] bytes = out.toByteArray();
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, bytes, 0, bytes.length, signature, 0);
    return signature;
  }

  private static void vector(ByteArrayOutputStream out, byte[] bytes) {
    if (bytes.length < 64) {
      out.write(bytes.length);
    } else {
      out.write(0x40 | (bytes.length >> 8));
      out.write(bytes.length);
    }
    out.writeBytes(bytes);
  }

  public static byte[] fields(byte[]... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  public static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  public static byte[] sha256(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).asBytes();
  }
}
