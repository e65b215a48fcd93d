package chat.sotto.client.session;

import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.group.InterimGroupAgreement;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Mark;
import chat.sotto.client.profile.OutboxMessage;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.transport.ChatSummary;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.vault.VaultOwner;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.crypto.tink.util.Bytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's chats, connected: what one profile does with its server.
 *
 * <p>A long-running session, and one that is listened to, keeps a stream open and up to date by itself. A one-shot session fetches
 * what the chat at hand needs, opens a stream only to say something, and half-closes it in the end. Calls block; any thread may make
 * them.
 */
public final class LiveSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  /** How long a call waits for what the server must do. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long a sender waits for a lost connection before hearing that the message is queued. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

  /** How many unanswered sends a caller may pile up. */
  private static final int MAX_PENDING_SENDS = 1_000;

  /**
   * What a session is made of.
   *
   * @param longRunning whether it stays connected from its first call on
   */
  public record Parts(
      Profile profile,
      LocalDevice self,
      VaultOwner owner,
      ServerAccess access,
      EventHub hub,
      InstantSource clock,
      boolean longRunning) {}

  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          new ThreadFactoryBuilder().setNameFormat("sotto-session-%d").setDaemon(true).build());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setNameFormat("sotto-timer-%d").setDaemon(true).build());
  private final Executor vaultExecutor = MoreExecutors.newSequentialExecutor(pool);
  private final Semaphore sends = new Semaphore(MAX_PENDING_SENDS);
  private final Parts parts;
  private final Connection connection;
  private final SessionContext context;
  private final Workers workers;
  private final Invitations invitations;
  private final Uplink uplink;

  /** Connects nowhere yet. */
  public LiveSession(Parts parts) {
    this.parts = parts;
    this.connection = new Connection(parts.hub());
    UplinkSink sink = new UplinkSink();
    this.context =
        new SessionContext(
            parts.profile(),
            parts.self(),
            new InterimGroupAgreement(parts.owner().server()),
            parts.access(),
            parts.hub(),
            parts.clock(),
            sink,
            new VaultSync(parts.profile(), parts.owner(), parts.access(), vaultExecutor),
            new Pins(
                parts.profile().pins(),
                parts.self().user(),
                parts.owner().server(),
                parts.access(),
                parts.hub()),
            pool,
            timer);
    this.workers = new Workers(context, connection);
    this.invitations = new Invitations(context);
    this.uplink =
        new Uplink(
            new Uplink.Threads(
                MoreExecutors.newSequentialExecutor(pool),
                pool,
                timer,
                new SecureRandom(),
                connection::isLive),
            parts.access(),
            workers);
    sink.target = uplink;
    var unused = timer.scheduleWithFixedDelay(this::endPatience, 1, 1, TimeUnit.SECONDS);
  }

  /** Passes frames on; exists before the uplink does. */
  private final class UplinkSink implements SessionContext.FrameSink {
    private volatile @Nullable Uplink target;

    @Override
    public void offer(ClientFrame frame) {
      Uplink there = target;
      if (there != null) {
        there.offer(frame);
      }
    }

    @Override
    public boolean isOpen() {
      return connection.isOpen();
    }
  }

  // The connection

  /** A session was opened: what waited for it goes on. */
  public void loggedIn() {
    if (connection.isLive()) {
      uplink.start();
      uplink.nudge();
    }
  }

  /** Ends the stream: the user logs out. */
  public void disconnect() {
    uplink.halt(new SottoException(Reason.NOT_LOGGED_IN, "logged out"));
  }

  /** Tells a listener what happens from now on, and keeps the connection from now on. */
  public Subscription listen(EventListener listener) {
    Subscription subscription = parts.hub().subscribe(listener, connection.present());
    connection.goLive();
    uplink.start();
    uplink.nudge();
    return subscription;
  }

  private void begin() {
    if (parts.longRunning()) {
      connection.goLive();
    }
    if (connection.isLive()) {
      uplink.start();
    }
  }

  private void open() {
    begin();
    uplink.start();
    uplink.nudge();
    connection.awaitOpen(LIMIT);
  }

  private void endPatience() {
    boolean over =
        connection.absence().filter(absence -> absence.compareTo(PATIENCE) > 0).isPresent();
    if (over && connection.isLive() && sends.availablePermits() < MAX_PENDING_SENDS) {
      workers.abandon(
          new SottoException(Reason.SERVER_UNREACHABLE, "the server cannot be reached"));
    }
  }

  /** Brings one chat up to date, unless the live stream keeps it so. */
  private void synchronise(ChatWorker worker) {
    if (!connection.isCurrent()) {
      var unused = await(worker.submit(() -> run(worker::catchUp)));
    }
  }

  private static boolean run(Runnable step) {
    step.run();
    return true;
  }

  private static <T> T await(CompletableFuture<T> future) {
    return Connection.await(future, LIMIT);
  }

  // Beginnings and ends

  /** Asks somebody for a direct chat; accepts theirs if they have asked already. */
  public ChatId request(Username username) {
    begin();
    ChatWorker fresh = workers.touch(ChatId.random());
    Invitations.Asked asked;
    try {
      asked = await(fresh.submit(() -> invitations.request(fresh, username)));
    } catch (SottoException e) {
      workers.remove(fresh.chat());
      throw e;
    }
    if (!asked.chat().equals(fresh.chat())) {
      workers.remove(fresh.chat());
      if (asked.invited()) {
        accept(asked.chat());
      }
    }
    return asked.chat();
  }

  /** Invitations that wait for an answer, oldest first. */
  public List<ChatRequest> requests() {
    begin();
    return parts.access().call(s -> s.chats().invitations()).stream().map(Workers::request).toList();
  }

  /** Joins the chat of an invitation. */
  public void accept(ChatId chat) {
    begin();
    ChatWorker worker = workers.touch(chat);
    var unused = await(worker.submit(() -> run(() -> invitations.accept(worker))));
  }

  /** Declines an invitation. */
  public void decline(ChatId chat) {
    parts
        .access()
        .call(
            s -> {
              s.chats().decline(chat);
              return true;
            });
  }

  /** Leaves a chat; history stays. */
  public void leave(ChatId chat) {
    parts
        .access()
        .call(
            s -> {
              s.chats().leave(chat);
              return true;
            });
    ChatWorker worker = workers.touch(chat);
    var unused = await(worker.submit(() -> run(() -> close(worker))));
  }

  private void close(ChatWorker worker) {
    Optional<StoredChat> info = worker.book().info();
    if (info.isPresent() && info.get().state() != ChatState.CLOSED) {
      worker.book().putInfo(info.get().withState(ChatState.CLOSED));
      parts.hub().emit(new Event.ChatChanged(context.describe(worker.book().info().orElseThrow())));
    }
  }

  /** Leaves a chat, and destroys its keys and contents here and in the vault. */
  public void deleteChat(ChatId chat) {
    boolean known = parts.profile().chats().find(chat).isPresent();
    try {
      parts
          .access()
          .call(
              s -> {
                s.chats().delete(chat);
                return true;
              });
    } catch (SottoException e) {
      // What the server does not know (any more) may still be here.
      if (!known || !e.is(Reason.CHAT_NOT_FOUND)) {
        throw e;
      }
    }
    ChatWorker worker = workers.touch(chat);
    var unused =
        await(
            worker.submit(
                () ->
                    run(
                        () -> {
                          worker
                              .book()
                              .group()
                              .ifPresent(
                                  group -> context.vaultSync().forget(chat, group.epoch().value()));
                          parts.profile().chats().delete(chat);
                          ChatNotes.forget(parts.profile().secrets(), chat);
                          worker.book().reload();
                        })));
    workers.remove(chat);
  }

  /** Gives the chat a new key. */
  public Epoch rekey(ChatId chat) {
    ChatWorker worker = known(chat);
    synchronise(worker);
    open();
    return await(
        await(
            worker.submit(
                () -> {
                  if (worker.book().info().filter(i -> i.state() == ChatState.CLOSED).isPresent()) {
                    throw new SottoException(
                        Reason.CHAT_CLOSED, "this chat is closed: it can only be read");
                  }
                  return worker.commits().rekey();
                })));
  }

  private ChatWorker known(ChatId chat) {
    begin();
    if (parts.profile().chats().findCursor(chat).isEmpty()) {
      // Perhaps a crash interrupted its beginning.
      var unused = chats();
    }
    if (parts.profile().chats().findCursor(chat).isEmpty()) {
      throw new SottoException(Reason.CHAT_NOT_FOUND, "there is no such chat")
          .hint("list them: sotto chats");
    }
    return workers.touch(chat);
  }

  // Lists

  /** The chats, after a synchronisation. */
  public List<ChatInfo> chats() {
    begin();
    if (!connection.isCurrent()) {
      List<CompletableFuture<Boolean>> steps = new ArrayList<>();
      for (ChatSummary summary : parts.access().call(s -> s.chats().chats())) {
        if (summary.joinedSeq() > 0) {
          ChatWorker worker = workers.touch(summary.chat());
          steps.add(worker.submit(() -> run(() -> refresh(worker, summary))));
        }
      }
      steps.forEach(step -> Connection.await(step, LIMIT));
    }
    return knownChats();
  }

  private void refresh(ChatWorker worker, ChatSummary summary) {
    invitations.resume(worker, summary);
    if (worker.book().cursor().filter(c -> c.head().seq().value() < summary.lastSeq()).isPresent()) {
      worker.catchUp();
    }
  }

  /** The chats as this device knows them, the latest activity first. Asks nobody. */
  public List<ChatInfo> knownChats() {
    return parts.profile().chats().all().stream()
        .map(context::describe)
        .sorted(Comparator.comparing(this::lastActivity).reversed().thenComparing(c -> c.chat().toString()))
        .toList();
  }

  private Instant lastActivity(ChatInfo chat) {
    return parts
        .profile()
        .chats()
        .findEntry(chat.chat(), chat.lastSeq())
        .map(StoredEntry::time)
        .orElse(Instant.EPOCH);
  }

  // Messages

  /** Sends and waits until the server has stored it. */
  public SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    return Connection.await(sendAsync(chat, text, replyTo), LIMIT.multipliedBy(2));
  }

  /** Takes a message, and completes when the server has stored it. */
  public CompletableFuture<SentMessage> sendAsync(
      ChatId chat, String text, @Nullable Seq replyTo) {
    Bytes content = ContentCodec.text(text, Optional.ofNullable(replyTo));
    ChatWorker worker = known(chat);
    if (!connection.isLive()) {
      uplink.start();
      uplink.nudge();
    }
    Optional<SottoException> unreachable = trySynchronise(worker);
    sends.acquireUninterruptibly();
    CompletableFuture<SentMessage> answer;
    try {
      answer =
          await(
              worker.submit(
                  () ->
                      worker
                          .sender()
                          .add(
                              new OutboxMessage(
                                  chat,
                                  ClientMessageId.random(),
                                  content,
                                  parts.clock().instant()))));
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

  /** A send needs to know where the log stands; without the server the message waits for both. */
  private Optional<SottoException> trySynchronise(ChatWorker worker) {
    if (connection.isLive()) {
      return Optional.empty();
    }
    try {
      synchronise(worker);
      return Optional.empty();
    } catch (SottoException e) {
      if (e.failure() == Failure.UNREACHABLE) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  /** Messages as this device opened them, oldest first; moves the read mark. */
  public List<ChatMessage> read(ChatId chat, ReadQuery query) {
    ChatWorker worker;
    try {
      worker = known(chat);
      synchronise(worker);
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
    return entries.stream().map(entry -> ChatHistory.message(chat, entry, marks, self)).toList();
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
      open();
    } catch (SottoException e) {
      // The mark is kept here; the others learn of it with the next one.
      LOG.info("a read mark is not sent: {}", e.reason());
    }
    var unused = await(worker.submit(() -> run(() -> worker.signs().markRead(seq))));
  }

  /** Says that the user types, or stopped; without a connection it is lost. */
  public void typing(ChatId chat, boolean typing) {
    ChatWorker worker = known(chat);
    var unused = await(worker.submit(() -> run(() -> worker.signs().typing(typing))));
  }

  /** Deletes a message: one's own for everybody, another's here. */
  public DeletionScope deleteMessage(ChatId chat, Seq seq) {
    ChatWorker worker = known(chat);
    if (parts.profile().chats().findEntry(chat, seq).isEmpty()) {
      synchronise(worker);
    }
    StoredEntry entry =
        parts
            .profile()
            .chats()
            .findEntry(chat, seq)
            .filter(found -> found.shown() && found.kind() != MessageKind.SYSTEM)
            .orElseThrow(
                () ->
                    new SottoException(Reason.ENTRY_NOT_FOUND, "there is no message " + seq)
                        .field("seq"));
    boolean own = entry.device().equals(parts.self().device());
    if (own) {
      var unused = parts.access().call(s -> s.chats().deleteMessage(chat, seq.value()));
    }
    var done = parts.profile().chats().deleteContent(chat, seq);
    if (done) {
      parts.hub().emit(new Event.MessageDeleted(chat, seq));
    }
    return own ? DeletionScope.EVERYONE : DeletionScope.ME;
  }

  // People

  /** The number to compare with somebody. */
  public Safety safety(Username username) {
    return new SafetyNumbers(context, workers).show(username);
  }

  /** Notes that the number matched. */
  public Safety verify(Username username) {
    return new SafetyNumbers(context, workers).verify(username);
  }

  /** Completes what the server has answered, half-closes the stream, and ends the session's threads. */
  @Override
  public void close() {
    try {
      Connection.await(uplink.close(), CLOSE_LIMIT);
      for (ChatWorker worker : workers.all()) {
        var unused = Connection.await(worker.submit(() -> true), CLOSE_LIMIT);
      }
      CompletableFuture<Boolean> vaultDone = new CompletableFuture<>();
      vaultExecutor.execute(() -> vaultDone.complete(true));
      var unused = Connection.await(vaultDone, CLOSE_LIMIT);
    } catch (SottoException e) {
      LOG.info("closing did not end in order: {}", e.reason());
    }
    workers.abandon(new SottoException(Reason.SERVER_UNREACHABLE, "the account is closed"));
    timer.shutdownNow();
    pool.shutdown();
  }
}
