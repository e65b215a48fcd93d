package chat.sotto.client.transfer;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.image.FileChangedException;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.SpoolException;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.concurrent.Executor;

/** Seals a file into the spool, on the thread that calls. */
final class Sealing {
  private Sealing() {}

  /**
   * What both sides of the seal come to.
   *
   * @param sha256 of what was read, in hexadecimal
   * @param sealedSha256 of what was written
   */
  record Hashes(String sha256, Bytes sealedSha256) {}

  /**
   * Reads the whole file. What is sealed is on disk then.
   *
   * @param threads some of which hash what is read, and flush what is written
   * @throws SottoException {@code FILE_CHANGED} when it has more or fewer bytes than it had; {@code
   *     LOCAL_FILE}
   * @throws InterruptedException when this thread is interrupted
   */
  static Hashes run(SourceFile source, AttachmentCipher cipher, GrowingFile spool, Executor threads)
      throws InterruptedException {
    MessageDigest sealed = Digests.newSha256();
    Flushing flushing = new Flushing(threads, spool::sync);
    try (HashBeside hash = HashBeside.on(threads)) {
      try (InputStream in = open(source);
          OutputStream out = cipher.sealing(new DigestOutputStream(spool.appending(), sealed))) {
        copy(source, in, out, hash, flushing);
      }
      // The last of it was sealed when the stream was closed.
      flushing.finish();
      return new Hashes(hash.finish(), Bytes.copyFrom(sealed.digest()));
    } catch (SpoolException e) {
      throw e.failure();
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "sealing " + source.path() + " failed").cause(e);
    }
  }

  private static void copy(
      SourceFile source, InputStream in, OutputStream out, HashBeside hash, Flushing flushing)
      throws IOException, InterruptedException {
    long total = 0;
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      byte[] buffer = hash.buffer();
      int read = read(source, in, buffer);
      if (read < 0) {
        break;
      }
      total += read;
      if (total > source.size()) {
        throw source.changed();
      }
      hash.take(buffer, read);
      out.write(buffer, 0, read);
      flushing.wrote(read);
    }
    if (total != source.size()) {
      throw source.changed();
    }
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
