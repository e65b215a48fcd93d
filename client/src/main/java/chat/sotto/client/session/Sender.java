package chat.sotto.client.session;

import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.content.Draft;
import chat.sotto.client.content.PayloadCipher;
import chat.sotto.client.content.PayloadKind;
import chat.sotto.client.group.GroupState;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.OutboxMessage;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.transfer.Uploads;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One chat's outbox on its way to the server: in order, sealed anew for each attempt, always under
 * the same id. Confined to the chat's executor.
 */
final class Sender {

  /** A fresh key after so many own messages, or so much time (DESIGN 4, re-key). */
  static final int REKEY_MESSAGES = 100;

  static final Duration REKEY_AGE = Duration.ofHours(24);

  private static final int MAX_IN_FLIGHT = 256;

  private final SessionContext context;
  private final ChatBook book;
  private final Commits commits;

  /** By the order in which they were sent. */
  private final TreeMap<Long, OutboxMessage> waiting = new TreeMap<>();

  private final Map<ClientMessageId, Long> inFlight = new LinkedHashMap<>();
  private final Map<ClientMessageId, OutboxMessage> messages = new HashMap<>();
  private final Map<ClientMessageId, CompletableFuture<SentMessage>> futures = new HashMap<>();
  private long nextNumber;
  private boolean holding;
  private Seq lastStored = Seq.ZERO;
  private int sinceRekey = -1;
  private Optional<Long> pausedUntil = Optional.empty();

  Sender(SessionContext context, ChatBook book, Commits commits) {
    this.context = context;
    this.book = book;
    this.commits = commits;
    context.profile().outbox().all().stream()
        .filter(message -> message.chat().equals(book.chat()))
        .forEach(this::enter);
  }

  private void enter(OutboxMessage message) {
    waiting.put(nextNumber++, message);
    messages.put(message.clientId(), message);
  }

  /**
   * Puts a message into the outbox, on disk, and sends it as soon as that is possible; the future
   * hears the outcome.
   */
  void add(OutboxMessage message, CompletableFuture<SentMessage> future) {
    requireSendable();
    context.profile().outbox().add(message);
    futures.put(message.clientId(), future);
    enter(message);
    pump();
  }

  /** Fails unless something can be sent here at this moment. */
  void requireSendable() {
    if (book.notes().stopped().isPresent()) {
      throw stopped(book.notes().stopped().get());
    }
    StoredChat info =
        book.info()
            .orElseThrow(() -> new SottoException(Reason.CHAT_NOT_FOUND, "there is no such chat"));
    if (info.state() == ChatState.PENDING) {
      throw new SottoException(Reason.CHAT_PENDING, "nobody has accepted this chat yet")
          .hint("it can be written in as soon as the request is accepted");
    }
    if (info.state() == ChatState.CLOSED) {
      throw new SottoException(Reason.CHAT_CLOSED, "this chat is closed: it can only be read");
    }
  }

  /** A message whose file is at the server now; it enters the outbox with that news. */
  void addUploaded(StoredUpload upload, CompletableFuture<SentMessage> future) {
    requireSendable();
    context.profile().transfers().commit(upload);
    OutboxMessage message = upload.message();
    futures.put(message.clientId(), future);
    enter(message);
    pump();
  }

  /** How many messages have not been stored by the server. */
  int unsent() {
    return messages.size();
  }

  /** What a user meets who sends in a chat where sending has stopped. */
  static SottoException stopped(Reason reason) {
    return switch (reason) {
      case PIN_CHANGED ->
          new SottoException(
                  reason, "the other's account key has changed: nothing is sent in this chat")
              .hint("compare safety numbers, then: sotto verify USER");
      case LOG_FORKED ->
          new SottoException(
                  reason,
                  "the server shows members different logs of this chat: nothing is sent in it")
              .hint("tell the other person over another channel");
      case LOG_ROLLED_BACK ->
          new SottoException(
                  reason,
                  "the server's copy of this chat is older than this device's: nothing is sent in it")
              .hint("go on in a new chat: sotto request NAME; what is here stays readable");
      default -> new SottoException(reason, "sending in this chat has stopped");
    };
  }

  /** Sends what waits, as far as that is possible now. */
  void pump() {
    if (waiting.isEmpty() || !context.uplink().isOpen() || commits.isBusy() || isPaused()) {
      return;
    }
    Optional<ChatCursor> cursor = book.cursor();
    if (cursor.isEmpty() || cursor.get().group().isEmpty() || book.notes().behind()) {
      return;
    }
    try {
      requireSendable();
    } catch (SottoException e) {
      refuseAll(e);
      return;
    }
    if (holding && !inFlight.isEmpty()) {
      return;
    }
    holding = false;
    if (rekeyDue()) {
      commits.startRekey();
      return;
    }
    seal(cursor.get(), cursor.get().group().get());
  }

  private void seal(ChatCursor cursor, GroupState group) {
    int room = Math.min(MAX_IN_FLIGHT - inFlight.size(), REKEY_MESSAGES - sinceRekey());
    int count = Math.min(waiting.size(), room);
    if (count < 1) {
      return;
    }
    long counter = book.reserveCounters(count);
    for (int i = 0; i < count; i++) {
      Map.Entry<Long, OutboxMessage> next = waiting.pollFirstEntry();
      OutboxMessage message = next.getValue();
      byte[] payload =
          PayloadCipher.seal(
              group,
              context.self(),
              new Draft(
                  PayloadKind.MESSAGE,
                  message.clientId(),
                  counter + i,
                  cursor.head(),
                  message.content()));
      inFlight.put(message.clientId(), next.getKey());
      sinceRekey++;
      context
          .uplink()
          .offer(
              new ClientFrame.Send(
                  book.chat(),
                  message.clientId(),
                  cursor.latestHandshake().value(),
                  ByteString.copyFrom(payload),
                  message.attachment()));
    }
  }

  private boolean rekeyDue() {
    long age = context.clock().millis() - book.notes().rekeyedMs();
    return sinceRekey() >= REKEY_MESSAGES || age >= REKEY_AGE.toMillis();
  }

  /** Own messages since the own last commit. */
  private int sinceRekey() {
    if (sinceRekey < 0) {
      sinceRekey = countSinceRekey();
    }
    return sinceRekey;
  }

  /** From the history, page by page: others may have said far more. */
  private int countSinceRekey() {
    int page = 2 * REKEY_MESSAGES;
    int count = 0;
    Optional<Seq> before = Optional.empty();
    while (true) {
      List<StoredEntry> entries =
          context
              .profile()
              .chats()
              .history(book.chat(), new Seq(book.notes().rekeyedAt()), before, page);
      count +=
          (int)
              entries.stream()
                  .filter(entry -> entry.device().equals(context.self().device()))
                  .filter(entry -> entry.kind() != MessageKind.SYSTEM)
                  .count();
      if (count >= REKEY_MESSAGES || entries.size() < page) {
        return count;
      }
      before = Optional.of(entries.get(0).seq());
    }
  }

  /** The epoch has changed: what is on its way is answered first, so that the order stays. */
  void hold() {
    holding = !inFlight.isEmpty();
  }

  /** The own commit is in force: messages are counted anew. */
  void rekeyed() {
    sinceRekey = 0;
    hold();
  }

  void onSent(ServerFrame.Sent sent) {
    context.profile().outbox().remove(sent.clientId());
    onStored(sent.clientId(), new Seq(sent.seq()), Instant.ofEpochMilli(sent.timeMs()));
  }

  /** The server has stored a message, by its answer or by the log. */
  void onStored(ClientMessageId id, Seq seq, Instant time) {
    lastStored = seq.compareTo(lastStored) > 0 ? seq : lastStored;
    settleFile(messages.get(id));
    forget(id);
    CompletableFuture<SentMessage> future = futures.remove(id);
    if (future != null) {
      future.complete(new SentMessage(book.chat(), seq, time));
    }
  }

  private void settleFile(@Nullable OutboxMessage message) {
    if (message != null && message.attachment() != null) {
      context.transfers().uploads().settled(message.clientId());
    }
  }

  /** The furthest own message that the server has stored. */
  Seq lastStored() {
    return lastStored;
  }

  private void forget(ClientMessageId id) {
    inFlight.remove(id);
    messages.remove(id);
    waiting.values().removeIf(message -> message.clientId().equals(id));
  }

  void onRejected(ServerFrame.SendRejected rejected) {
    Long number = inFlight.remove(rejected.clientId());
    OutboxMessage message = messages.get(rejected.clientId());
    if (number == null || message == null) {
      return;
    }
    switch (rejected.rejection().reason()) {
      case STALE_EPOCH -> {
        waiting.put(number, message);
        holding = true;
      }
      case STORE_UNAVAILABLE, SLOW_DOWN -> {
        waiting.put(number, message);
        holding = true;
        pausedUntil = Optional.of(System.nanoTime() + Duration.ofSeconds(1).toNanos());
      }
      case ATTACHMENT_NOT_FOUND -> sendFileAgain(message, rejected.rejection().toException());
      default -> refuse(message, rejected.rejection().toException());
    }
  }

  /** The server had the file, and has lost it since. */
  private void sendFileAgain(OutboxMessage message, SottoException cause) {
    CompletableFuture<SentMessage> future =
        futures.getOrDefault(message.clientId(), Uploads.unheard());
    if (context.transfers().uploads().again(message.clientId(), future)) {
      forget(message.clientId());
      futures.remove(message.clientId());
    } else {
      refuse(message, cause);
    }
  }

  /** Milliseconds until a pause ends; empty when there is none. */
  Optional<Long> pauseMs() {
    return pausedUntil.map(until -> Math.max(1, (until - System.nanoTime()) / 1_000_000));
  }

  private boolean isPaused() {
    if (pausedUntil.filter(until -> until > System.nanoTime()).isPresent()) {
      return true;
    }
    pausedUntil = Optional.empty();
    return false;
  }

  /** The stream is gone: what was not answered is sent again, in order. */
  void onLost() {
    inFlight.forEach((id, number) -> waiting.put(number, messages.get(id)));
    inFlight.clear();
    holding = false;
    pausedUntil = Optional.empty();
    sinceRekey = -1;
  }

  /** Sends nothing of what waits: it can never be sent. */
  void refuseAll(SottoException cause) {
    List<OutboxMessage> refused = new ArrayList<>(waiting.values());
    waiting.clear();
    refused.forEach(message -> refuse(message, cause));
  }

  /**
   * Takes a message out of the outbox. Where the server has gone back the text stays, to be read:
   * it waited while the server was away, and whoever wrote it may no longer be there to be told.
   */
  private void refuse(OutboxMessage message, SottoException cause) {
    CompletableFuture<SentMessage> future = futures.remove(message.clientId());
    if (!book.notes().rolledBack()) {
      context.profile().outbox().remove(message.clientId());
      if (message.attachment() != null) {
        context
            .transfers()
            .uploads()
            .refused(message.clientId(), cause, future == null ? Uploads.unheard() : future);
      }
    }
    forget(message.clientId());
    if (future != null) {
      future.completeExceptionally(cause);
    }
  }

  /** Nobody waits any longer; the messages stay in the outbox. */
  void abandon(SottoException cause) {
    futures.values().forEach(future -> future.completeExceptionally(cause));
    futures.clear();
  }

  /** Whether somebody waits for an answer. */
  boolean hasWaiters() {
    return !futures.isEmpty();
  }
}
