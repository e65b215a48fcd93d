package chat.sotto.client.primitives;

import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 (RFC 5869); 32 bytes of output. */
public final class HkdfSha256 {
  private static final int LENGTH = 32;

  private HkdfSha256() {}

  /** Extract and expand. An empty salt is 32 zero bytes, as in RFC 5869 §2.2. */
  public static SecretBytes derive(SecretBytes ikm, byte[] salt, byte[] info) {
    return run(new HKDFParameters(Secrets.export(ikm), salt, info));
  }

  /** Extract and expand, with an empty salt and a text as info. */
  public static SecretBytes derive(SecretBytes ikm, String info) {
    return derive(ikm, new byte[0], info.getBytes(StandardCharsets.US_ASCII));
  }

  /** Expand alone: the secret is uniform already. */
  public static SecretBytes expand(SecretBytes secret, String info) {
    return run(
        HKDFParameters.skipExtractParameters(
            Secrets.export(secret), info.getBytes(StandardCharsets.US_ASCII)));
  }

  private static SecretBytes run(HKDFParameters parameters) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(parameters);
    byte[] out = new byte[LENGTH];
    generator.generateBytes(out, 0, LENGTH);
    return Secrets.of(out);
  }
}
