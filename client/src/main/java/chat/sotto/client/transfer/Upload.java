package chat.sotto.client.transfer;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.transport.AttachmentLink;
import chat.sotto.client.transport.UploadStatus;
import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way from the spool to the server, which follows the spool while it grows. Whether
 * the message is taken is decided here, so that a refusal and the end of the sealing can't cross.
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final TransferParts parts;
  private final GrowingFile spool;
  private final long size;
  private final Told told;
  private final CompletableFuture<SentMessage> answer;
  private final CompletableFuture<StoredUpload> taken = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private StoredUpload stored;
  private @Nullable SottoException refused;
  private volatile boolean begun;

  /**
   * One that begins, or goes on.
   *
   * @param size how many bytes the spool will have
   * @param answer hears what becomes of the message
   */
  Upload(
      TransferParts parts,
      StoredUpload stored,
      GrowingFile spool,
      long size,
      Told told,
      CompletableFuture<SentMessage> answer) {
    this.parts = parts;
    this.stored = stored;
    this.spool = spool;
    this.size = size;
    this.told = told;
    this.answer = answer;
    if (stored.stage() != StoredUpload.Stage.SEALING) {
      taken.complete(stored);
    }
  }

  /** Completes when nothing more of it is sent. */
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  CompletableFuture<SentMessage> answer() {
    return answer;
  }

  synchronized StoredUpload stored() {
    return stored;
  }

  /** Whether the server may have bytes of it. */
  boolean hasBegun() {
    return begun;
  }

  /** All of it is sealed: from now on it survives this process. Fails if it was refused before. */
  synchronized void take(StoredUpload sealed) {
    if (refused != null) {
      throw refused;
    }
    parts.table().put(sealed);
    stored = sealed;
    taken.complete(sealed);
  }

  /** It will never be at the server: before it is taken, whoever seals it meets this. */
  private synchronized void refuse(SottoException cause) {
    refused = cause;
    if (taken.isDone()) {
      spool.close();
      refuse(parts, stored, cause, answer);
    } else {
      spool.fail(cause);
    }
  }

  /**
   * One that was taken will never be at the server. Somebody who waits hears why; otherwise its row
   * stays, so that what was written is not lost without a trace.
   */
  static void refuse(
      TransferParts parts,
      StoredUpload stored,
      SottoException cause,
      CompletableFuture<SentMessage> answer) {
    if (answer.isDone()) {
      LOG.warn("a file that waited is not sent: {}", cause.reason());
      parts.table().replace(stored.refused());
    } else {
      parts.table().remove(stored);
    }
    parts.spool().delete(stored.spool());
    answer.completeExceptionally(cause);
  }

  /** It ends here. What is taken goes on when the profile is opened again. */
  void leave(SottoException cause) {
    SottoException told =
        taken.isDone()
            ? cause.hint("the file is kept in the profile, and sent with the next connection")
            : cause;
    spool.fail(told);
    answer.completeExceptionally(told);
  }

  /** Sends until all of it is there. Says whether it is, so that the message may follow. */
  boolean run() throws InterruptedException {
    Patience patience = new Patience(parts.backoff().get(), parts.patience());
    long furthest = 0;
    boolean mismatched = false;
    while (true) {
      try {
        UploadStatus status = parts.link().status(stored.chat(), stored.attachment());
        patience.reached();
        if (status.received() > furthest) {
          furthest = status.received();
          patience.moved();
        }
        send(status);
        return true;
      } catch (SottoException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        boolean twice = mismatched && e.is(Reason.DIGEST_MISMATCH);
        mismatched |= e.is(Reason.DIGEST_MISMATCH);
        if (twice || !Patience.mayPass(e)) {
          end(e);
          return false;
        }
        LOG.info("an upload was interrupted: {}", e.reason());
        if (patience.isOver()) {
          answer.completeExceptionally(queued(e));
          ended.complete(false);
          if (e.failure() != Failure.UNREACHABLE || !parts.staysConnected().getAsBoolean()) {
            return false;
          }
        }
        patience.pause();
      }
    }
  }

  private void end(SottoException cause) {
    boolean userMustAct =
        cause.failure() == Failure.NOT_AUTHENTICATED
            || cause.failure() == Failure.SECURITY
            || cause.is(Reason.CLIENT_TOO_OLD)
            || cause.is(Reason.CLIENT_TOO_NEW);
    if (userMustAct) {
      answer.completeExceptionally(cause);
    } else {
      refuse(cause);
    }
  }

  private static SottoException queued(SottoException cause) {
    SottoException told =
        cause.failure() == Failure.UNREACHABLE
            ? new SottoException(Reason.SERVER_UNREACHABLE, cause.getMessage()).cause(cause)
            : cause;
    return told.hint("the file is kept in the profile, and sent with the next connection");
  }

  private void send(UploadStatus status) throws InterruptedException {
    if (status.complete()) {
      await();
      return;
    }
    if (status.received() > size) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "the server claims to have more of a file than there is");
    }
    begun = true;
    told.sealed(status.received());
    try (Following following = new Following(status.received())) {
      parts.link().upload(stored.chat(), stored.attachment(), following);
    } catch (IOException e) {
      LOG.debug("a file in the spool does not close", e);
    }
  }

  /** Waits until it is taken. */
  private StoredUpload await() throws InterruptedException {
    try {
      return taken.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is only ever completed", e);
    }
  }

  /** The spool's bytes, as the link reads them. */
  private final class Following implements AttachmentLink.Outgoing, AutoCloseable {
    private final long offset;
    private final InputStream in;

    Following(long offset) throws IOException {
      this.offset = offset;
      this.in = spool.read(offset);
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public int read(byte[] buffer, int start, int count) throws IOException {
      return in.read(buffer, start, count);
    }

    @Override
    public Bytes sha256() throws InterruptedException {
      return await().sealedSha256();
    }

    @Override
    public void sent(long place) {
      told.sealed(place);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
