package chat.sotto.client.session;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.transfer.Transfers;
import chat.sotto.client.transfer.Uploads;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages with files: sending and saving. Any thread. */
final class FileMessages {

  private static final Logger LOG = LoggerFactory.getLogger(FileMessages.class);

  /** How long the message itself may take once its file is there. */
  private static final Duration SEND_LIMIT = Duration.ofMinutes(1);

  private static final String QUEUED =
      "the message is kept in the profile, and sent with the next connection";

  /** Nothing is ever sent in this chat again. Other failures pass, or the user makes them pass. */
  private static final Set<String> FINAL =
      Set.of(Reason.CHAT_CLOSED.name(), Reason.CHAT_NOT_FOUND.name());

  private final Profile profile;
  private final Workers workers;
  private final ChatReach reach;
  private final Messages messages;
  private final Transfers transfers;
  private final AtomicInteger waiting = new AtomicInteger();

  FileMessages(
      Profile profile, Workers workers, ChatReach reach, Messages messages, Transfers transfers) {
    this.profile = profile;
    this.workers = workers;
    this.reach = reach;
    this.messages = messages;
    this.transfers = transfers;
  }

  /** Whether somebody waits for an answer of the server. */
  boolean hasWaiters() {
    return waiting.get() > 0;
  }

  /** Seals and sends a file, and waits until the server has stored it and its message. */
  SentMessage send(ChatId chat, FileToSend file, TransferListener progress) {
    ContentCodec.requireCaption(file.caption());
    ChatWorker worker = reach.known(chat);
    reach.connect();
    requireSendable(worker);
    Seq replyTo = file.replyTo();
    if (replyTo != null) {
      messages.requireMessage(worker, replyTo);
    }
    Uploads.Taken taken = transfers.uploads().send(chat, file, progress);
    waiting.incrementAndGet();
    try {
      return await(taken);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void requireSendable(ChatWorker worker) {
    // Without the server the file waits for it, as a text would.
    if (messages.trySynchronise(worker).isPresent()) {
      LOG.info("a file is sealed without knowing whether the server takes it");
    }
    var unused =
        ChatReach.await(worker.submit(() -> ChatReach.run(worker.sender()::requireSendable)));
  }

  private static SentMessage await(Uploads.Taken taken) {
    try {
      // However long that takes: it goes on as long as bytes move.
      taken.ended().get();
      return taken.answer().get(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SottoException cause) {
        throw cause;
      }
      throw new SottoException(Reason.INTERNAL, "an unexpected failure").cause(e);
    } catch (TimeoutException e) {
      throw unheard(
          taken,
          new SottoException(Reason.TIMED_OUT, "the server did not answer in time")
              .hint(QUEUED)
              .cause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unheard(
          taken,
          new SottoException(Reason.TIMED_OUT, "interrupted while waiting for the server")
              .hint(QUEUED)
              .cause(e));
    }
  }

  /** Nobody waits any longer: a refusal that comes now must leave a trace. */
  private static SottoException unheard(Uploads.Taken taken, SottoException told) {
    taken.answer().completeExceptionally(told);
    return told;
  }

  /** A file is at the server: its message goes now. */
  void deliver(StoredUpload upload, CompletableFuture<SentMessage> answer) {
    ChatWorker worker = workers.touch(upload.chat());
    var unused =
        worker
            .submit(() -> ChatReach.run(() -> worker.sender().addUploaded(upload, answer)))
            .whenComplete(
                (added, failure) -> {
                  if (failure != null) {
                    undelivered(upload, failure, answer);
                  }
                });
    reach.connect();
  }

  private void undelivered(
      StoredUpload upload, Throwable failure, CompletableFuture<SentMessage> answer) {
    SottoException cause =
        failure instanceof SottoException known
            ? known
            : new SottoException(Reason.INTERNAL, "an unexpected failure").cause(failure);
    if (cause.is(Reason.LOG_ROLLED_BACK)) {
      // As with texts: what was written for a chat that is gone stays to be read.
      transfers.uploads().refused(upload.clientId(), cause, Uploads.unheard());
      answer.completeExceptionally(cause);
    } else if (FINAL.contains(cause.reason())) {
      transfers.uploads().refused(upload.clientId(), cause, answer);
    } else {
      LOG.warn("a message whose file is at the server waits: {}", cause.reason());
      answer.completeExceptionally(cause.hint().isPresent() ? cause : cause.hint(QUEUED));
    }
  }

  /** Fetches the file of a message, and saves it. */
  SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
    ChatWorker worker = reach.known(chat);
    Optional<SealedFile> file = find(chat, seq);
    if (file.isEmpty() && profile.chats().findEntry(chat, seq).isEmpty()) {
      reach.synchronise(worker);
      file = find(chat, seq);
    }
    return transfers
        .downloads()
        .save(
            chat,
            seq,
            file.orElseThrow(
                () ->
                    new SottoException(Reason.ENTRY_NOT_FOUND, "there is no file in message " + seq)
                        .field("seq")),
            target,
            progress);
  }

  private Optional<SealedFile> find(ChatId chat, Seq seq) {
    return profile.chats().findEntry(chat, seq).map(StoredEntry::file);
  }
}
