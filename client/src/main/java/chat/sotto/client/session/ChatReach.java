package chat.sotto.client.session;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.transport.ChatSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * How calls come to a chat and to the stream: what is known, brought up to date, connected. Any
 * thread.
 */
final class ChatReach {

  /** How long a call waits for what the server must do. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LiveSession.Parts parts;
  private final SessionContext context;
  private final Connection connection;
  private final Workers workers;
  private final Invitations invitations;
  private final Uplink uplink;

  ChatReach(
      LiveSession.Parts parts,
      SessionContext context,
      Connection connection,
      Workers workers,
      Uplink uplink) {
    this.parts = parts;
    this.context = context;
    this.connection = connection;
    this.workers = workers;
    this.invitations = new Invitations(context);
    this.uplink = uplink;
  }

  Invitations invitations() {
    return invitations;
  }

  /** A call begins: a session that is to stay connected connects. */
  void begin() {
    if (parts.longRunning()) {
      connection.goLive();
    }
    if (connection.isLive()) {
      uplink.start();
    }
  }

  /** Begins to open the stream. */
  void connect() {
    begin();
    if (!connection.isOpen()) {
      uplink.start();
      uplink.nudge();
    }
  }

  /** Opens the stream and waits for it. */
  void open() {
    connect();
    connection.awaitOpen(LIMIT);
  }

  /** Brings one chat up to date, unless the live stream keeps it so. */
  void synchronise(ChatWorker worker) {
    boolean current = connection.isCurrent();
    var unused =
        await(
            worker.submit(
                () ->
                    run(
                        () -> {
                          // What this device has sent itself must be there, even if the stream
                          // lags.
                          if (!current || worker.isBehindOwnSends()) {
                            worker.catchUp();
                          }
                        })));
  }

  /** A step without a result. */
  static boolean run(Runnable step) {
    step.run();
    return true;
  }

  /** A step's result, or its failure. */
  static <T> T await(CompletableFuture<T> future) {
    return Connection.await(future, LIMIT);
  }

  /** A chat that this device has joined; fails with {@code CHAT_NOT_FOUND}. */
  ChatWorker known(ChatId chat) {
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

  /** The chats, after a synchronisation. */
  List<ChatInfo> chats() {
    begin();
    if (!connection.isCurrent()) {
      List<CompletableFuture<Boolean>> steps = new ArrayList<>();
      Set<ChatId> there = new HashSet<>();
      for (ChatSummary summary : parts.access().call(s -> s.chats().list())) {
        there.add(summary.chat());
        if (summary.joinedSeq() > 0) {
          ChatWorker worker = workers.touch(summary.chat());
          steps.add(worker.submit(() -> run(() -> refresh(worker, summary))));
        }
      }
      for (StoredChat chat : parts.profile().chats().all()) {
        if (!there.contains(chat.chat())) {
          // Asked for by itself: it may have begun after the list was made.
          ChatWorker worker = workers.touch(chat.chat());
          steps.add(worker.submit(() -> run(() -> catchUpOpen(worker))));
        }
      }
      steps.forEach(step -> Connection.await(step, LIMIT));
    }
    return knownChats();
  }

  private static void catchUpOpen(ChatWorker worker) {
    if (worker.isOpen()) {
      worker.catchUp();
    }
  }

  private void refresh(ChatWorker worker, ChatSummary summary) {
    invitations.resume(worker, summary);
    // Which notices a log that has gone back, too.
    if (worker
        .book()
        .cursor()
        .filter(c -> c.head().seq().value() != summary.lastSeq())
        .isPresent()) {
      worker.catchUp();
    }
  }

  /** The chats as this device knows them, the latest activity first. Asks nobody. */
  List<ChatInfo> knownChats() {
    return parts.profile().chats().all().stream()
        .map(context::describe)
        .sorted(
            Comparator.comparing(this::lastActivity)
                .reversed()
                .thenComparing(c -> c.chat().toString()))
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
}
