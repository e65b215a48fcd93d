package chat.sotto.client.session;

import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Mark;
import chat.sotto.client.profile.OutboxMessage;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.transfer.Downloads;
import com.google.crypto.tink.util.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages of all chats: sending, reading, deleting. Any thread. */
final class Messages {

  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  /** How many unanswered sends a caller may pile up. */
  private static final int MAX_PENDING_SENDS = 1_000;

  private static final Duration SEND_LIMIT = Duration.ofMinutes(1);

  private final Semaphore sends = new Semaphore(MAX_PENDING_SENDS);
  private final LiveSession.Parts parts;
  private final Connection connection;
  private final Workers workers;
  private final ChatReach reach;
  private final Downloads downloads;

  Messages(
      LiveSession.Parts parts,
      Connection connection,
      Workers workers,
      ChatReach reach,
      Downloads downloads) {
    this.parts = parts;
    this.connection = connection;
    this.workers = workers;
    this.reach = reach;
    this.downloads = downloads;
  }

  /** Whether somebody waits for an answer of the server. */
  boolean hasWaiters() {
    return sends.availablePermits() < MAX_PENDING_SENDS;
  }

  /** Sends and waits until the server has stored it. */
  SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    return Connection.await(sendAsync(chat, text, replyTo), SEND_LIMIT);
  }

  /** Takes a message, and completes when the server has stored it. */
  CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo) {
    Bytes content = ContentCodec.text(text, Optional.ofNullable(replyTo));
    ChatWorker worker = reach.known(chat);
    reach.connect();
    Optional<SottoException> unreachable = trySynchronise(worker);
    if (replyTo != null) {
      requireMessage(worker, replyTo);
    }
    sends.acquireUninterruptibly();
    CompletableFuture<SentMessage> answer = new CompletableFuture<>();
    OutboxMessage message =
        new OutboxMessage(chat, ClientMessageId.random(), content, parts.clock().instant(), null);
    try {
      var unused =
          ChatReach.await(
              worker.submit(() -> ChatReach.run(() -> worker.sender().add(message, answer))));
    } catch (SottoException e) {
      sends.release();
      throw e;
    }
    var unused = answer.whenComplete((sent, failure) -> sends.release());
    if (unreachable.isPresent() && !connection.isLive()) {
      workers.abandon(unreachable.get());
    }
    return answer;
  }

  /** Fails with {@code ENTRY_NOT_FOUND} unless this chat has such a message. */
  void requireMessage(ChatWorker worker, Seq seq) {
    if (findMessage(worker.chat(), seq).isPresent()) {
      return;
    }
    try {
      reach.synchronise(worker);
    } catch (SottoException e) {
      if (e.failure() != Failure.UNREACHABLE) {
        throw e;
      }
    }
    if (findMessage(worker.chat(), seq).isEmpty()) {
      throw new SottoException(Reason.ENTRY_NOT_FOUND, "there is no message " + seq + " to answer")
          .field("reply_to");
    }
  }

  private Optional<StoredEntry> findMessage(ChatId chat, Seq seq) {
    return parts
        .profile()
        .chats()
        .findEntry(chat, seq)
        .filter(found -> found.shown() && found.kind() != MessageKind.SYSTEM);
  }

  /** A send needs to know where the log stands; without the server the message waits for both. */
  Optional<SottoException> trySynchronise(ChatWorker worker) {
    boolean waiting =
        parts
            .profile()
            .chats()
            .find(worker.chat())
            .filter(info -> info.state() == ChatState.PENDING)
            .isPresent();
    // The stream brings what a live session lacks; but a chat may have been accepted meanwhile.
    if (connection.isLive() && !waiting) {
      return Optional.empty();
    }
    try {
      if (waiting) {
        // Even if the stream is live: the news may be on its way.
        var unused = ChatReach.await(worker.submit(() -> ChatReach.run(worker::catchUp)));
      } else {
        reach.synchronise(worker);
      }
      return Optional.empty();
    } catch (SottoException e) {
      if (e.failure() == Failure.UNREACHABLE) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  /** Messages as this device opened them, oldest first; moves the read mark. */
  List<ChatMessage> read(ChatId chat, ReadQuery query) {
    ChatWorker worker;
    try {
      worker = reach.known(chat);
      reach.synchronise(worker);
    } catch (SottoException e) {
      if (e.failure() != Failure.UNREACHABLE) {
        throw e;
      }
      worker = workers.touch(chat);
    }
    Username self = parts.self().user();
    Seq after =
        query.onlyNew()
            ? parts.profile().chats().findMark(chat, self).map(Mark::read).orElse(Seq.ZERO)
            : Seq.ZERO;
    List<StoredEntry> entries =
        parts
            .profile()
            .chats()
            .history(chat, after, Optional.ofNullable(query.before()), query.limit());
    List<Mark> marks = parts.profile().chats().marks(chat);
    if (!entries.isEmpty()) {
      markRead(worker, entries.get(entries.size() - 1).seq());
    }
    List<ChatMessage> messages = new ArrayList<>();
    entries.forEach(entry -> messages.add(ChatHistory.message(chat, entry, marks, self)));
    if (query.before() == null && !query.onlyNew()) {
      messages.addAll(notSent(chat));
    }
    return List.copyOf(
        messages.subList(Math.max(0, messages.size() - query.limit()), messages.size()));
  }

  /**
   * What waited for a chat when the server went back behind this device, and messages with files
   * that were refused when nobody waited for them any more.
   */
  private List<ChatMessage> notSent(ChatId chat) {
    boolean ended =
        ChatNotes.find(parts.profile().secrets(), chat).filter(ChatNotes::rolledBack).isPresent();
    List<OutboxMessage> unsent = new ArrayList<>(parts.profile().transfers().refused(chat));
    if (ended) {
      parts.profile().outbox().all().stream()
          .filter(message -> message.chat().equals(chat))
          .forEach(unsent::add);
    }
    return unsent.stream()
        .sorted(Comparator.comparing(OutboxMessage::queued))
        .map(message -> ChatHistory.notSent(message, parts.self()))
        .toList();
  }

  private void markRead(ChatWorker worker, Seq seq) {
    boolean news =
        parts
            .profile()
            .chats()
            .findMark(worker.chat(), parts.self().user())
            .filter(mark -> mark.read().compareTo(seq) >= 0)
            .isEmpty();
    if (!news) {
      return;
    }
    try {
      reach.open();
    } catch (SottoException e) {
      // The mark is kept here; the others learn of it with the next one.
      LOG.info("a read mark is not sent: {}", e.reason());
    }
    var unused =
        ChatReach.await(worker.submit(() -> ChatReach.run(() -> worker.signs().markRead(seq))));
  }

  /** Says that the user types, or stopped; without a connection it is lost. */
  void typing(ChatId chat, boolean typing) {
    ChatWorker worker = reach.known(chat);
    var unused =
        ChatReach.await(worker.submit(() -> ChatReach.run(() -> worker.signs().typing(typing))));
  }

  /** Deletes a message: one's own for everybody, another's here. */
  DeletionScope deleteMessage(ChatId chat, Seq seq) {
    ChatWorker worker = reach.known(chat);
    if (parts.profile().chats().findEntry(chat, seq).isEmpty()) {
      reach.synchronise(worker);
    }
    StoredEntry entry =
        findMessage(chat, seq)
            .orElseThrow(
                () ->
                    new SottoException(Reason.ENTRY_NOT_FOUND, "there is no message " + seq)
                        .field("seq"));
    boolean own = entry.device().equals(parts.self().device());
    if (own) {
      var unused = parts.access().call(s -> s.chats().deleteMessage(chat, seq.value()));
    }
    var done = parts.profile().chats().deleteContent(chat, seq);
    downloads.forget(chat, seq);
    if (done) {
      parts.hub().emit(new Event.MessageDeleted(chat, seq));
    }
    return own ? DeletionScope.EVERYONE : DeletionScope.ME;
  }
}
