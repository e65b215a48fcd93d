package chat.sotto.client.transfer;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.StoredDownload;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.Spool;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on their way from the server. Any thread. */
public final class Downloads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

  /** A disk with less is full. */
  private static final long LITTLE = 1 << 20;

  private final TransferParts parts;
  private final Semaphore places = new Semaphore(TransferParts.AT_A_TIME, true);

  /** One file is saved once at a time: others wait for it. */
  private final Set<AttachmentId> busy = new HashSet<>();

  private final Map<GrowingFile, StoredDownload> growing = new HashMap<>();
  private boolean closed;

  /** Fetches nothing yet. */
  public Downloads(TransferParts parts) {
    this.parts = parts;
  }

  /** What a file is that is not what its sender described. */
  static SottoException damaged() {
    return new SottoException(
            Reason.ATTACHMENT_DAMAGED,
            "the server's file is not the one that was sent: nothing was saved")
        .hint("ask its sender to send it again");
  }

  /**
   * Fetches a file, as far as it is not in the spool, and saves it: all of it or nothing.
   *
   * @param seq the message that carries it
   */
  public SavedFile save(
      ChatId chat, Seq seq, SealedFile file, SaveTarget target, TransferListener listener) {
    Target place = Target.of(target, file.info().name());
    try {
      places.acquire();
      try {
        reserve(file.id());
        try {
          saveAlone(new StoredDownload(chat, seq, file.id(), "", ""), file, place, listener);
          return new SavedFile(place.path(), file.info());
        } finally {
          free(file.id());
        }
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SottoException(Reason.TIMED_OUT, "interrupted: the file was not saved")
          .hint("what has come is kept for the next time")
          .cause(e);
    }
  }

  private void saveAlone(
      StoredDownload wanted, SealedFile file, Target place, TransferListener listener)
      throws InterruptedException {
    StoredDownload stored =
        parts
            .table()
            .findDownload(wanted.chat(), wanted.attachment())
            .orElseGet(
                () ->
                    new StoredDownload(
                        wanted.chat(), wanted.seq(), wanted.attachment(), Spool.freshName(), ""));
    boolean kept = Files.exists(parts.spool().path(stored.spool()));
    try {
      fetch(stored, file, place, listener);
    } catch (SottoException e) {
      if (!e.is(Reason.ATTACHMENT_DAMAGED)) {
        throw e;
      }
      forget(stored);
      if (!kept) {
        throw e;
      }
      // What lay in the spool may have been damaged here, by a loss of power: so it is no proof.
      LOG.info("what was kept of a file does not open: it is fetched anew");
      try {
        fetch(stored, file, place, listener);
      } catch (SottoException again) {
        if (again.is(Reason.ATTACHMENT_DAMAGED)) {
          forget(stored);
        }
        throw again;
      }
    }
    forget(stored);
  }

  private void fetch(
      StoredDownload stored, SealedFile file, Target place, TransferListener listener)
      throws InterruptedException {
    requireRoom(stored, file, place);
    parts.table().put(stored.writingTo(place.temporary().toString()));
    GrowingFile spool = parts.spool().grow(stored.spool());
    enter(spool, stored);
    if (parts.table().findDownload(stored.chat(), stored.attachment()).isEmpty()) {
      spool.fail(new SottoException(Reason.ENTRY_NOT_FOUND, "the message was deleted"));
    }
    boolean lost = false;
    try (Companion<Boolean> fetching =
        Companion.start(
            parts.threads(),
            () -> {
              new Fetching(parts, stored.chat(), file, spool).run();
              return true;
            })) {
      new Opening(stored.chat(), file, place, listener).run(spool, parts.threads());
    } catch (SottoException e) {
      boolean spoolIsFull = spool.failure().filter(f -> f.is(Reason.LOCAL_FILE)).isPresent();
      lost = spoolIsFull || (e.is(Reason.LOCAL_FILE) && mustMakeRoom(place));
      throw e;
    } finally {
      leave(spool);
      spool.close();
      place.discard();
      if (lost || !parts.table().replace(stored)) {
        // No room, or the message was deleted meanwhile.
        forget(stored);
      }
    }
  }

  private void requireRoom(StoredDownload stored, SealedFile file, Target place) {
    Path kept = parts.spool().path(stored.spool());
    long missing = Math.max(0, file.sealedSize() - kept.toFile().length());
    long size = file.info().size();
    Room.require(kept, missing);
    Room.require(place.path(), Room.isShared(kept, place.path()) ? missing + size : size);
  }

  /** A disk that is full, perhaps by what is in the spool. */
  private boolean mustMakeRoom(Target place) {
    try {
      Path folder = place.temporary().getParent();
      FileStore store = Files.getFileStore(parts.spool().path(""));
      return store.getUsableSpace() < LITTLE
          && folder != null
          && store.equals(Files.getFileStore(folder));
    } catch (IOException e) {
      return true;
    }
  }

  private void forget(StoredDownload stored) {
    parts.spool().delete(stored.spool());
    parts.table().remove(stored);
  }

  /** A message was deleted: what came of its file goes, too, and nothing more comes. */
  public void forget(ChatId chat, Seq seq) {
    forget(
        stored -> stored.chat().equals(chat) && stored.seq().equals(seq),
        new SottoException(Reason.ENTRY_NOT_FOUND, "the message was deleted"));
  }

  /** A chat was deleted, with all messages. */
  public void forget(ChatId chat) {
    forget(
        stored -> stored.chat().equals(chat),
        new SottoException(Reason.CHAT_NOT_FOUND, "the chat was deleted"));
  }

  private void forget(Predicate<StoredDownload> which, SottoException cause) {
    parts.table().downloads().stream().filter(which).forEach(this::forget);
    // What is being fetched sees in the end that its row is gone.
    synchronized (this) {
      growing.forEach(
          (spool, stored) -> {
            if (which.test(stored)) {
              spool.fail(cause);
            }
          });
    }
  }

  private synchronized void reserve(AttachmentId id) throws InterruptedException {
    while (!busy.add(id)) {
      wait();
    }
  }

  private synchronized void free(AttachmentId id) {
    busy.remove(id);
    notifyAll();
  }

  private synchronized void enter(GrowingFile spool, StoredDownload stored) {
    growing.put(spool, stored);
    if (closed) {
      spool.fail(ended());
    }
  }

  private synchronized void leave(GrowingFile spool) {
    growing.remove(spool);
  }

  private static SottoException ended() {
    return new SottoException(Reason.SERVER_UNREACHABLE, "the account is closed")
        .hint("what has come is kept for the next time");
  }

  /** Ends all of them; what has come is kept. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      growing.keySet().forEach(spool -> spool.fail(ended()));
    }
    try {
      if (!places.tryAcquire(
          TransferParts.AT_A_TIME, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("files that are being saved did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
