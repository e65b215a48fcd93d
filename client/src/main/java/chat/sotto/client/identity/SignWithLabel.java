package chat.sotto.client.identity;

import chat.sotto.client.codec.ByteWriter;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.SignatureConfig;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Ed25519 signatures as RFC 9420 §5.1.2 makes them: over a label and the content. */
public final class SignWithLabel {
  /** Length of a signature in bytes. */
  public static final int SIGNATURE_LENGTH = 64;

  private static final String PREFIX = "MLS 1.0 ";

  private SignWithLabel() {}

  /** Whether the signature is the key's, over this label and content. */
  @AccessesPartialKey
  public static boolean verify(Bytes publicKey, String label, byte[] content, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      SignatureConfig.register();
      KeysetHandle.newBuilder()
          .addEntry(
              KeysetHandle.importKey(Ed25519PublicKey.create(publicKey))
                  .withRandomId()
                  .makePrimary())
          .build()
          .getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class)
          .verify(signature, input(label, content));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** {@code SignContent}: what is really signed. */
  static byte[] input(String label, byte[] content) {
    byte[] full = (PREFIX + label).getBytes(StandardCharsets.US_ASCII);
    ByteWriter out = new ByteWriter();
    vector(out, full);
    vector(out, content);
    return out.toBytes();
  }

  /** A variable-size vector: RFC 9420 §2.1.2, lengths as in RFC 9000 §16 but minimal. */
  private static void vector(ByteWriter out, byte[] value) {
    int length = value.length;
    if (length < 1 << 6) {
      out.u8(length);
    } else if (length < 1 << 14) {
      out.u8(0x40 | length >> 8).u8(length & 0xff);
    } else if (length < 1 << 30) {
      out.u32(0x8000_0000 | length);
    } else {
      throw new IllegalArgumentException("a vector is longer than 2^30 - 1 bytes");
    }
    out.raw(value);
  }
}
