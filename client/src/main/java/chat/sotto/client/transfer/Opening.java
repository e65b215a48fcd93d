package chat.sotto.client.transfer;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.SpoolException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;

/** Opens what is in the spool, as it comes, and saves it once all of it has proved right. */
final class Opening {
  private final AttachmentCipher cipher;
  private final SealedFile file;
  private final Target target;
  private final TransferListener listener;

  Opening(ChatId chat, SealedFile file, Target target, TransferListener listener) {
    this.cipher = new AttachmentCipher(file.key(), chat, file.id());
    this.file = file;
    this.target = target;
    this.listener = listener;
  }

  /**
   * To the end, on this thread. What is sealed is not hashed again: it opens only as its sender
   * sealed it, and what it opens to is.
   *
   * @param threads some of which hash and flush meanwhile
   */
  void run(GrowingFile spool, Executor threads) throws InterruptedException {
    try (FileOutputStream out = target.open()) {
      Flushing flushing = new Flushing(threads, out.getFD()::sync);
      try (HashBeside hash = HashBeside.on(threads);
          InputStream sealed = spool.read(0)) {
        copy(open(sealed), out, hash, flushing);
      } catch (SpoolException e) {
        throw e.failure();
      }
      flushing.finish();
    } catch (IOException e) {
      throw target.unwritable(e);
    }
    target.place();
  }

  private InputStream open(InputStream sealed) throws InterruptedException, SpoolException {
    try {
      return cipher.opening(sealed);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void copy(InputStream in, FileOutputStream out, HashBeside hash, Flushing flushing)
      throws InterruptedException, SpoolException {
    long size = file.info().size();
    long total = 0;
    listener.progress(0, size);
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      byte[] buffer = hash.buffer();
      int read;
      try {
        read = in.read(buffer);
      } catch (IOException e) {
        throw failed(e);
      }
      if (read < 0) {
        break;
      }
      total += read;
      if (total > size) {
        throw Downloads.damaged();
      }
      hash.take(buffer, read);
      try {
        out.write(buffer, 0, read);
      } catch (IOException e) {
        throw target.unwritable(e);
      }
      flushing.wrote(read);
      listener.progress(total, size);
    }
    if (total != size || !hash.finish().equals(file.info().sha256())) {
      throw Downloads.damaged();
    }
  }

  /** The spool's own failures apart, what does not read does not open. */
  private static SottoException failed(IOException e) throws InterruptedException, SpoolException {
    if (e instanceof SpoolException spool) {
      throw spool;
    } else if (e instanceof InterruptedIOException) {
      var unused = Thread.interrupted();
      throw new InterruptedException();
    }
    return Downloads.damaged().cause(e);
  }
}
