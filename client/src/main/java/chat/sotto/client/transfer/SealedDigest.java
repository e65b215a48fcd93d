package chat.sotto.client.transfer;

import chat.sotto.client.primitives.Digests;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.SpoolException;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** SHA-256 of what is in the spool, computed beside whoever writes it. */
final class SealedDigest {
  private static final int BUFFER = 256 << 10;

  private SealedDigest() {}

  /** Follows the file to its end. */
  static Bytes follow(GrowingFile spool) throws IOException {
    MessageDigest digest = Digests.newSha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = spool.read(0)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (SpoolException e) {
      throw e.failure();
    }
    return Bytes.copyFrom(digest.digest());
  }
}
