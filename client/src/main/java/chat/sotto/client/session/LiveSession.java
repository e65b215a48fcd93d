package chat.sotto.client.session;

import chat.sotto.client.group.InterimGroupAgreement;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.spool.Spool;
import chat.sotto.client.transfer.Downloads;
import chat.sotto.client.transfer.Leftovers;
import chat.sotto.client.transfer.TransferParts;
import chat.sotto.client.transfer.Transfers;
import chat.sotto.client.transfer.Uploads;
import chat.sotto.client.transport.Backoff;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.vault.VaultOwner;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's chats, connected: what one profile does with its server.
 *
 * <p>A long-running session, and one that is listened to, keeps a stream open and up to date by
 * itself. A one-shot session fetches what the chat at hand needs, opens a stream only to say
 * something, and half-closes it in the end. Calls block; any thread may make them.
 */
public final class LiveSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  /** How long a sender waits for a lost connection before hearing that the message is queued. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

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
  private final Parts parts;
  private final Connection connection;
  private final SessionContext context;
  private final Workers workers;
  private final Uplink uplink;
  private final ChatReach reach;
  private final Messages messages;
  private final FileMessages files;

  /** Connects nowhere yet. */
  public LiveSession(Parts parts) {
    this.parts = parts;
    this.connection = new Connection(parts.hub());
    UplinkSink sink = new UplinkSink();
    Transfers transfers = transfers();
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
            new RetentionPromise(
                parts.profile().secrets(), parts.clock(), parts.access()::retentionSeconds),
            transfers,
            pool,
            timer);
    this.workers = new Workers(context, connection);
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
    this.reach = new ChatReach(parts, context, connection, workers, uplink);
    this.messages = new Messages(parts, connection, workers, reach, transfers.downloads());
    this.files = new FileMessages(parts.profile(), workers, reach, messages, transfers);
    var unused = timer.scheduleWithFixedDelay(this::endPatience, 1, 1, TimeUnit.SECONDS);
  }

  private Transfers transfers() {
    Spool spool = new Spool(parts.profile().directory().spool());
    Leftovers.remove(parts.profile(), spool);
    TransferParts all =
        new TransferParts(
            parts.profile().transfers(),
            spool,
            new AttachmentCalls(parts.access()),
            pool,
            () -> new Backoff(new SecureRandom()),
            parts.clock(),
            TransferParts.PATIENCE,
            connection::isLive);
    return new Transfers(new Uploads(all, this::deliver), new Downloads(all), all);
  }

  private void deliver(StoredUpload upload, CompletableFuture<SentMessage> answer) {
    files.deliver(upload, answer);
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

  private void endPatience() {
    boolean over =
        connection.absence().filter(absence -> absence.compareTo(PATIENCE) > 0).isPresent();
    if (over && connection.isLive() && (messages.hasWaiters() || files.hasWaiters())) {
      workers.abandon(
          new SottoException(Reason.SERVER_UNREACHABLE, "the server cannot be reached"));
    }
  }

  // Beginnings and ends

  /** Asks somebody for a direct chat; accepts theirs if they have asked already. */
  public ChatId request(Username username) {
    reach.begin();
    ChatId chat = ask(username);
    if (workers.touch(chat).book().notes().rolledBack()) {
      // The server went back behind what this device has of it: that one has ended here.
      leaveThere(chat);
      return ask(username);
    }
    return chat;
  }

  private void leaveThere(ChatId chat) {
    parts
        .access()
        .call(
            s -> {
              s.chats().leave(chat);
              return true;
            });
  }

  private ChatId ask(Username username) {
    ChatWorker fresh = workers.touch(ChatId.random());
    Invitations.Asked asked;
    try {
      asked = ChatReach.await(fresh.submit(() -> reach.invitations().request(fresh, username)));
    } catch (SottoException e) {
      workers.remove(fresh.chat());
      if (e.is(Reason.PIN_CHANGED)) {
        // The lookup has warned. What was found there stops sending in a chat that exists, too.
        new SafetyNumbers(context, workers).stopSendingTo(username);
      }
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
    reach.begin();
    return parts.access().call(s -> s.chats().invitations()).stream()
        .map(Workers::request)
        .toList();
  }

  /** Joins the chat of an invitation. */
  public void accept(ChatId chat) {
    reach.begin();
    ChatWorker worker = workers.touch(chat);
    var unused =
        ChatReach.await(
            worker.submit(() -> ChatReach.run(() -> reach.invitations().accept(worker))));
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
    leaveThere(chat);
    closeHere(workers.touch(chat));
  }

  private void closeHere(ChatWorker worker) {
    var unused = ChatReach.await(worker.submit(() -> ChatReach.run(() -> close(worker))));
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
    boolean here = parts.profile().chats().find(chat).isPresent();
    // The server forgets without asking whether there is something to forget.
    boolean there =
        here
            || parts.access().call(s -> s.chats().list()).stream()
                .anyMatch(summary -> summary.chat().equals(chat));
    if (!there) {
      throw new SottoException(Reason.CHAT_NOT_FOUND, "there is no such chat")
          .hint("list them: sotto chats");
    }
    ChatWorker worker = workers.touch(chat);
    // First here: if this process ends in between, the server has not lost what it deleted.
    closeHere(worker);
    try {
      parts
          .access()
          .call(
              s -> {
                s.chats().delete(chat);
                return true;
              });
    } catch (SottoException e) {
      // What the server does not know (any more) is still here.
      if (!here || !e.is(Reason.CHAT_NOT_FOUND)) {
        throw e;
      }
    }
    var unused =
        ChatReach.await(
            worker.submit(
                () ->
                    ChatReach.run(
                        () -> {
                          worker
                              .book()
                              .group()
                              .ifPresent(
                                  group -> context.vaultSync().forget(chat, group.epoch().value()));
                          parts.profile().chats().delete(chat);
                          context.transfers().chatDeleted(chat);
                          ChatNotes.forget(parts.profile().secrets(), chat);
                          worker.book().reload();
                        })));
    workers.remove(chat);
  }

  /** Gives the chat a new key. */
  public Epoch rekey(ChatId chat) {
    ChatWorker worker = reach.known(chat);
    reach.synchronise(worker);
    reach.open();
    CompletableFuture<Epoch> answer = new CompletableFuture<>();
    var unused =
        ChatReach.await(
            worker.submit(
                () -> {
                  if (worker.book().info().filter(i -> i.state() == ChatState.CLOSED).isPresent()) {
                    throw new SottoException(
                        Reason.CHAT_CLOSED, "this chat is closed: it can only be read");
                  }
                  worker.commits().rekey(answer);
                  return true;
                }));
    return ChatReach.await(answer);
  }

  // Lists and messages

  /** The chats, after a synchronisation. */
  public List<ChatInfo> chats() {
    return reach.chats();
  }

  /** The chats as this device knows them, the latest activity first. Asks nobody. */
  public List<ChatInfo> knownChats() {
    return reach.knownChats();
  }

  /** Sends and waits until the server has stored it. */
  public SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    return messages.send(chat, text, replyTo);
  }

  /** Takes a message, and completes when the server has stored it. */
  public CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo) {
    return messages.sendAsync(chat, text, replyTo);
  }

  /** Sends a file and waits until the server has stored it and its message. */
  public SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress) {
    return files.send(chat, file, progress);
  }

  /** Fetches the file of a message, and saves it. */
  public SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
    return files.save(chat, seq, target, progress);
  }

  /** Messages as this device opened them, oldest first; moves the read mark. */
  public List<ChatMessage> read(ChatId chat, ReadQuery query) {
    return messages.read(chat, query);
  }

  /** Says that the user types, or stopped; without a connection it is lost. */
  public void typing(ChatId chat, boolean typing) {
    messages.typing(chat, typing);
  }

  /** Deletes a message: one's own for everybody, another's here. */
  public DeletionScope deleteMessage(ChatId chat, Seq seq) {
    return messages.deleteMessage(chat, seq);
  }

  /** What the server itself said, oldest first. */
  public List<Announcement> announcements(int limit) {
    reach.begin();
    if (!connection.isCurrent()) {
      workers.announcements().fetch();
    }
    return parts.profile().announcements().newest(limit);
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

  /**
   * Completes what the server has answered, half-closes the stream, and ends the session's threads.
   */
  @Override
  public void close() {
    context.transfers().close();
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
