package chat.sotto.client.transfer;

import chat.sotto.client.attachment.AttachmentCipher;
import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.spool.GrowingFile;
import chat.sotto.client.spool.Spool;
import chat.sotto.client.spool.SpoolException;
import chat.sotto.client.transport.UploadStatus;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.crypto.tink.util.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on their way to the server. Any thread. */
public final class Uploads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

  /** A server that loses what it has taken is believed so often. */
  private static final int MOST_RETURNS = 3;

  /**
   * A message whose file is sealed: it survives this process.
   *
   * @param ended completes when its file is at the server, or is not sent any further
   * @param answer completes when the server has stored the message
   */
  public record Taken(CompletableFuture<Boolean> ended, CompletableFuture<SentMessage> answer) {}

  /** Takes over when a file is at the server: its message is sent now. */
  @FunctionalInterface
  public interface Delivery {
    /** Puts the message into its chat's outbox; the future hears the outcome. */
    void deliver(StoredUpload upload, CompletableFuture<SentMessage> answer);
  }

  private final TransferParts parts;
  private final Delivery delivery;

  /** Of those who seal, and of those who send. */
  private final Semaphore sealing = new Semaphore(TransferParts.AT_A_TIME, true);

  private final Semaphore sending = new Semaphore(TransferParts.AT_A_TIME, true);

  /** Those of earlier processes, one after the other. */
  private final Executor resumed;

  private final Map<ClientMessageId, Running> running = new ConcurrentHashMap<>();

  /** Those that this process has begun, from before their row is there. */
  private final Set<ClientMessageId> own = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /** One that is on its way. */
  private record Running(Upload upload, Companion<Boolean> sender) {}

  /** Sends nothing yet. */
  public Uploads(TransferParts parts, Delivery delivery) {
    this.parts = parts;
    this.delivery = delivery;
    this.resumed = MoreExecutors.newSequentialExecutor(parts.threads());
  }

  /**
   * Seals a file into the spool and sends it from there. Returns when the message is taken.
   *
   * @throws SottoException when nothing is sent, and nothing left of it; also when this thread was
   *     interrupted
   */
  public Taken send(ChatId chat, FileToSend file, TransferListener listener) {
    ContentCodec.requireCaption(file.caption());
    SourceFile source = SourceFile.of(file);
    try {
      sealing.acquire();
      try {
        sending.acquire();
        return begin(chat, file, source, listener);
      } finally {
        sealing.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SottoException(Reason.TIMED_OUT, "interrupted: the file was not sent").cause(e);
    }
  }

  /** With a place among those who send, which is given back when this fails or the upload ends. */
  private Taken begin(ChatId chat, FileToSend file, SourceFile source, TransferListener listener)
      throws InterruptedException {
    boolean started = false;
    try {
      AttachmentId id = AttachmentId.random();
      long size = AttachmentCipher.sealedLength(source.size());
      requireRoom(chat, id, source, size);
      StoredUpload stored =
          StoredUpload.beginning(
              chat, ClientMessageId.random(), id, Spool.freshName(), parts.clock().instant());
      own.add(stored.clientId());
      parts.table().put(stored);
      GrowingFile spool;
      try {
        Room.require(parts.spool().path(""), size);
        spool = parts.spool().grow(stored.spool());
      } catch (SottoException e) {
        parts.table().remove(stored);
        throw e;
      }
      Upload upload =
          new Upload(
              parts,
              stored,
              spool,
              size,
              new Told(listener, source.size()),
              new CompletableFuture<>());
      Running run = start(upload, spool, parts.threads(), true);
      started = true;
      seal(run, spool, file, source);
      return new Taken(upload.ended(), upload.answer());
    } finally {
      if (!started) {
        sending.release();
      }
    }
  }

  private void seal(Running run, GrowingFile spool, FileToSend file, SourceFile source)
      throws InterruptedException {
    StoredUpload stored = run.upload().stored();
    AttachmentKey key = AttachmentKey.random();
    AttachmentCipher cipher = new AttachmentCipher(key, stored.chat(), stored.attachment());
    boolean done = false;
    try {
      Sealing.Hashes hashes = Sealing.run(source, cipher, spool, parts.threads());
      spool.end();
      // Before the row says that the file is there.
      parts.spool().sync();
      SealedFile sealed =
          new SealedFile(
              source.info(hashes.sha256()), stored.attachment(), key, hashes.sealedSha256());
      Bytes content =
          ContentCodec.file(sealed, file.caption(), Optional.ofNullable(file.replyTo()));
      run.upload().take(stored.sealed(content, hashes.sealedSha256()));
      done = true;
    } catch (SpoolException e) {
      throw e.failure();
    } finally {
      if (!done) {
        abort(run, spool);
      }
    }
  }

  /** Takes everything back, here at once and at the server as soon as that can be. */
  private void abort(Running run, GrowingFile spool) {
    spool.close();
    run.sender().close();
    StoredUpload stored = run.upload().stored();
    parts.spool().delete(stored.spool());
    if (!run.upload().hasBegun()) {
      parts.table().remove(stored);
    } else if (!closed && sending.tryAcquire()) {
      parts
          .threads()
          .execute(
              () -> {
                try {
                  discard(stored);
                } finally {
                  sending.release();
                }
              });
    }
  }

  /** What the server has of one that will never be complete goes; without it, it goes by itself. */
  private void discard(StoredUpload stored) {
    try {
      parts.link().delete(stored.chat(), stored.attachment());
    } catch (SottoException e) {
      LOG.info("what was sent of a file is not taken back: {}", e.reason());
      if (e.failure() == Failure.UNREACHABLE) {
        return;
      }
    }
    parts.table().remove(stored);
  }

  /** With a place among those who send, or waiting for one; it is given back at the end. */
  private Running start(Upload upload, GrowingFile spool, Executor on, boolean withPlace) {
    ClientMessageId id = upload.stored().clientId();
    CountDownLatch known = new CountDownLatch(1);
    AtomicBoolean place = new AtomicBoolean(withPlace);
    Companion<Boolean> sender =
        Companion.start(
            on,
            () -> {
              known.await();
              if (!withPlace) {
                sending.acquire();
                place.set(true);
              }
              return run(upload, spool);
            },
            () -> {
              running.remove(id);
              if (place.get()) {
                sending.release();
              }
              upload.ended().complete(true);
            });
    Running run = new Running(upload, sender);
    running.put(id, run);
    known.countDown();
    return run;
  }

  private boolean run(Upload upload, GrowingFile spool) {
    try {
      if (closed) {
        upload.leave(ended());
      } else if (upload.run()) {
        spool.close();
        delivery.deliver(upload.stored(), upload.answer());
        return true;
      }
    } catch (InterruptedException e) {
      upload.leave(ended());
    } catch (RuntimeException e) {
      LOG.error("an upload failed unexpectedly", e);
      upload.leave(new SottoException(Reason.INTERNAL, "an upload failed unexpectedly").cause(e));
    }
    return false;
  }

  private static SottoException ended() {
    return new SottoException(Reason.SERVER_UNREACHABLE, "the account is closed");
  }

  /** Asks before anything is sealed; without a server, that is found out later. */
  private void requireRoom(ChatId chat, AttachmentId id, SourceFile source, long size) {
    UploadStatus status;
    try {
      status = parts.link().status(chat, id);
    } catch (SottoException e) {
      if (e.failure() == Failure.UNREACHABLE) {
        return;
      }
      throw e;
    }
    if (size > status.maxSize()) {
      throw new SottoException(
              Reason.ATTACHMENT_TOO_LARGE,
              source.path()
                  + " has "
                  + source.size()
                  + " bytes; the server takes files of at most "
                  + status.maxSize())
          .field("file");
    }
    if (size > status.quota() - status.quotaUsed()) {
      throw new SottoException(
              Reason.QUOTA_EXCEEDED,
              "there is no room at the server for "
                  + source.path()
                  + ": your files there have "
                  + status.quotaUsed()
                  + " of "
                  + status.quota()
                  + " bytes")
          .field("file")
          .hint("delete messages with files that are not needed any more");
    }
  }

  /** There is a connection: what earlier processes left goes on. Returns at once. */
  public void resume() {
    if (parts.table().uploads().isEmpty()) {
      return;
    }
    resumed.execute(
        () -> {
          for (StoredUpload stored : parts.table().uploads()) {
            if (closed || running.containsKey(stored.clientId())) {
              continue;
            }
            if (stored.stage() == StoredUpload.Stage.SEALED) {
              goOn(stored, unheard());
            } else if (stored.stage() == StoredUpload.Stage.SEALING
                && !own.contains(stored.clientId())) {
              discard(stored);
            }
          }
        });
  }

  private void goOn(StoredUpload stored, CompletableFuture<SentMessage> answer) {
    GrowingFile spool;
    try {
      spool = parts.spool().open(stored.spool());
    } catch (SottoException e) {
      LOG.warn("a file that was to be sent is not in the spool any more");
      refused(stored.clientId(), e, answer);
      return;
    }
    Upload upload =
        new Upload(
            parts, stored, spool, spool.length(), new Told(TransferListener.NONE, 0), answer);
    var unused = start(upload, spool, resumed, false);
  }

  /** For what nobody waits for (any more): refusals of it are kept to be read. */
  public static CompletableFuture<SentMessage> unheard() {
    return CompletableFuture.failedFuture(ended());
  }

  /**
   * A message will never be sent. Somebody who waits hears it, and that is all; else what it says
   * stays in the profile, to be read as not sent. Its file goes either way.
   */
  public void refused(
      ClientMessageId clientId, SottoException cause, CompletableFuture<SentMessage> answer) {
    Optional<StoredUpload> stored = parts.table().findUpload(clientId);
    if (stored.isPresent()) {
      Upload.refuse(parts, stored.get(), cause, answer);
    } else {
      answer.completeExceptionally(cause);
    }
  }

  /** A message was stored, or refused for good: its file is not needed here any more. */
  public void settled(ClientMessageId clientId) {
    parts.table().findUpload(clientId).ifPresent(this::forget);
  }

  private void forget(StoredUpload stored) {
    parts.table().remove(stored);
    parts.spool().delete(stored.spool());
  }

  /**
   * The server says that it has not what a message carries.
   *
   * @return whether it is sent again from the spool; then the message leaves the outbox until it is
   *     there, and the future hears what becomes of it
   */
  public boolean again(ClientMessageId clientId, CompletableFuture<SentMessage> answer) {
    Optional<StoredUpload> stored =
        parts.table().findUpload(clientId).filter(upload -> upload.returns() < MOST_RETURNS);
    if (stored.isEmpty() || closed) {
      return false;
    }
    StoredUpload returned = parts.table().takeBack(stored.get());
    resumed.execute(() -> goOn(returned, answer));
    return true;
  }

  /** Ends those of a chat that is deleted. */
  public void forget(ChatId chat) {
    for (Running run : running.values()) {
      if (run.upload().stored().chat().equals(chat)) {
        run.upload().leave(new SottoException(Reason.CHAT_NOT_FOUND, "the chat was deleted"));
        run.sender().cancel();
      }
    }
  }

  /** Ends all of them; those that are taken go on when the profile is opened again. */
  @Override
  public void close() {
    closed = true;
    List<Running> ending = List.copyOf(running.values());
    for (Running run : ending) {
      run.upload().leave(ended());
      run.sender().cancel();
    }
    ending.forEach(run -> run.sender().close());
    try {
      boolean inOrder =
          sealing.tryAcquire(TransferParts.AT_A_TIME, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              && sending.tryAcquire(
                  TransferParts.AT_A_TIME, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!inOrder) {
        LOG.warn("files on their way did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
