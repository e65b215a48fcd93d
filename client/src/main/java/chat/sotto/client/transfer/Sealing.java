package chat.sotto.client.transfer;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.image.FileChangedException;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.SpoolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Seals a file into the spool, on the thread that calls. */
final class Sealing {
  private static final int BUFFER = 128 << 10;

  private Sealing() {}

  /**
   * Reads the whole file.
   *
   * @return SHA-256 of what was read, in hexadecimal
   * @throws SottoException {@code FILE_CHANGED} when it has more or fewer bytes than it had; {@code
   *     LOCAL_FILE}
   * @throws InterruptedException when this thread is interrupted
   */
  static String run(SourceFile source, AttachmentCipher cipher, GrowingFile spool)
      throws InterruptedException {
    MessageDigest digest = Digests.newSha256();
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (InputStream in = open(source);
        OutputStream out = cipher.sealing(spool.appending())) {
      while (true) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        int read = read(source, in, buffer);
        if (read < 0) {
          break;
        }
        total += read;
        if (total > source.size()) {
          throw source.changed();
        }
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
      if (total != source.size()) {
        throw source.changed();
      }
    } catch (SpoolException e) {
      throw e.failure();
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "sealing " + source.path() + " failed").cause(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static InputStream open(SourceFile source) throws InterruptedException {
    try {
      return source.bytes().open();
    } catch (IOException e) {
      throw failed(source, e);
    }
  }

  private static int read(SourceFile source, InputStream in, byte[] buffer)
      throws InterruptedException {
    try {
      return in.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw failed(source, e);
    }
  }

  private static SottoException failed(SourceFile source, IOException e)
      throws InterruptedException {
    if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
      var unused = Thread.interrupted();
      throw new InterruptedException();
    }
    return e instanceof FileChangedException
        ? source.changed()
        : SourceFile.unreadable(source.path(), e);
  }
}
