package chat.sotto.client.transfer;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.SpoolException;
import chat.sotto.client.transport.AttachmentLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a file's sealed bytes into the spool, from where it ends. One thread. */
final class Fetching {
  private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

  /** A server that sends what is of no use so often in a row will not do better. */
  private static final int MOST_USELESS = 3;

  private final TransferParts parts;
  private final ChatId chat;
  private final SealedFile file;
  private final GrowingFile spool;
  private final Patience patience;

  /** Whether the last stretch was all that the server has, and not all of the file. */
  private boolean endedEarly;

  Fetching(TransferParts parts, ChatId chat, SealedFile file, GrowingFile spool) {
    this.parts = parts;
    this.chat = chat;
    this.file = file;
    this.spool = spool;
    this.patience = new Patience(parts.backoff().get(), parts.patience());
  }

  /** Goes on until all of it is there; who reads the spool meets what keeps it from that. */
  void run() throws InterruptedException {
    int useless = 0;
    try {
      while (spool.length() < file.sealedSize()) {
        long before = spool.length();
        SottoException failure = fetch(before);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (spool.length() > before) {
          patience.moved();
          useless = 0;
        }
        if (isUseless(failure)) {
          useless++;
        }
        if (spool.length() < file.sealedSize()) {
          goOn(failure, useless);
        }
      }
      spool.end();
    } catch (SottoException e) {
      spool.fail(e);
    } catch (SpoolException e) {
      spool.fail(e.failure());
    } catch (RuntimeException e) {
      spool.fail(new SottoException(Reason.INTERNAL, "a download failed unexpectedly").cause(e));
      throw e;
    }
  }

  private void goOn(SottoException failure, int useless) throws InterruptedException {
    if (useless >= MOST_USELESS) {
      throw Downloads.damaged().cause(failure);
    } else if (!Patience.mayPass(failure)) {
      throw failure;
    } else if (patience.isOver()) {
      throw ended(failure);
    }
    LOG.info("a download was interrupted: {}", failure.reason());
    patience.pause();
  }

  /**
   * What came is not the file. A server that has a fault of its own says nothing about the file.
   */
  private boolean isUseless(SottoException failure) {
    return endedEarly
        || failure.is(Reason.CHUNK_MISPLACED)
        || failure.is(Reason.CHUNK_DAMAGED)
        || failure.is(Reason.ATTACHMENT_DAMAGED);
  }

  private static SottoException ended(SottoException failure) {
    return failure.failure() == Failure.UNREACHABLE
        ? new SottoException(Reason.SERVER_UNREACHABLE, failure.getMessage())
            .cause(failure)
            .hint("what has come is kept: save it again when the server can be reached")
        : failure.hint("what has come is kept: save it again later");
  }

  /** One stretch, and why it is no longer. */
  private SottoException fetch(long from) {
    endedEarly = false;
    try {
      parts.link().download(chat, file.id(), from, new Arriving());
      endedEarly = true;
      return new SottoException(Reason.BAD_RESPONSE, "the server ended before the file did");
    } catch (SottoException e) {
      return e;
    }
  }

  /** Puts into the spool what comes. */
  private final class Arriving implements AttachmentLink.Incoming {
    @Override
    public void size(long size) {
      patience.reached();
      if (size != file.sealedSize()) {
        throw Downloads.damaged();
      }
    }

    @Override
    public void take(byte[] buffer, int offset, int count) throws SpoolException {
      if (count > file.sealedSize() - spool.length()) {
        throw Downloads.damaged();
      }
      spool.append(buffer, offset, count);
    }
  }
}
