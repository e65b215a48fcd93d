package chat.sotto.client.transfer;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.SpoolException;
import com.google.crypto.tink.util.Bytes;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Opens what is in the spool, as it comes, and saves it once all of it has proved right. */
final class Opening {
  private static final int BUFFER = 256 << 10;

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
   * To the end, on this thread.
   *
   * @param sealedDigest computes the digest of the sealed bytes meanwhile
   */
  void run(GrowingFile spool, Companion<Bytes> sealedDigest) throws InterruptedException {
    try (FileOutputStream out = target.open()) {
      try (InputStream sealed = spool.read(0)) {
        copy(open(sealed), out);
      } catch (SpoolException e) {
        throw e.failure();
      }
      if (!sealedDigest.result().equals(file.sealedSha256())) {
        throw Downloads.damaged();
      }
      out.getFD().sync();
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

  private void copy(InputStream in, FileOutputStream out)
      throws InterruptedException, SpoolException {
    MessageDigest digest = Digests.newSha256();
    byte[] buffer = new byte[BUFFER];
    long size = file.info().size();
    long total = 0;
    listener.progress(0, size);
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
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
      digest.update(buffer, 0, read);
      try {
        out.write(buffer, 0, read);
      } catch (IOException e) {
        throw target.unwritable(e);
      }
      listener.progress(total, size);
    }
    boolean right =
        total == size && HexFormat.of().formatHex(digest.digest()).equals(file.info().sha256());
    if (!right) {
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
