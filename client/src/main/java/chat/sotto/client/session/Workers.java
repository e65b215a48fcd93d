package chat.sotto.client.session;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.Cursor;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.transport.ChatInvitation;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The chats at work, and what the stream brings them. A live session minds all chats; a one-shot
 * command only those that it touches: what others get stays with the server.
 */
final class Workers implements StreamOwner {

  /** The most positions that Hello may name. */
  private static final int MAX_POSITIONS = 1_000;

  private final SessionContext context;
  private final Connection connection;
  private final Announcements announcements;
  private final Reconciliation reconciliation;
  private final Map<ChatId, ChatWorker> workers = new ConcurrentHashMap<>();
  private final Set<ChatId> touched = ConcurrentHashMap.newKeySet();

  Workers(SessionContext context, Connection connection) {
    this.context = context;
    this.connection = connection;
    this.announcements = new Announcements(context);
    this.reconciliation = new Reconciliation(context, this);
  }

  /** What the server itself says. */
  Announcements announcements() {
    return announcements;
  }

  /** The worker of a chat that is minded from now on. */
  ChatWorker touch(ChatId chat) {
    touched.add(chat);
    return workers.computeIfAbsent(
        chat,
        id -> new ChatWorker(context, MoreExecutors.newSequentialExecutor(context.blocking()), id));
  }

  /** Those at work. */
  List<ChatWorker> all() {
    return List.copyOf(workers.values());
  }

  /** The chat is gone. */
  void remove(ChatId chat) {
    touched.remove(chat);
    workers.remove(chat);
  }

  private boolean minds(ChatId chat) {
    return connection.isLive() || touched.contains(chat);
  }

  @Override
  public ClientFrame.Hello hello() {
    return new ClientFrame.Hello(positions(), announcements.lastId());
  }

  @Override
  public boolean knows(ByteString history) {
    return reconciliation.isKnown(history);
  }

  @Override
  public void reconcile(ByteString history) {
    reconciliation.run(history);
  }

  @Override
  public void promised(long retentionSeconds) {
    context.promise().heard(retentionSeconds);
  }

  private Map<ChatId, Long> positions() {
    Map<ChatId, Long> positions = new HashMap<>();
    for (StoredChat chat : context.profile().chats().all()) {
      boolean rolledBack =
          ChatNotes.find(context.profile().secrets(), chat.chat())
              .filter(ChatNotes::rolledBack)
              .isPresent();
      if (positions.size() < MAX_POSITIONS && minds(chat.chat()) && !rolledBack) {
        context
            .profile()
            .chats()
            .findCursor(chat.chat())
            .map(Cursor::position)
            .ifPresent(position -> positions.put(chat.chat(), position.value()));
      }
    }
    return positions;
  }

  @Override
  public void onOpen() {
    connection.opened();
    context.profile().outbox().all().forEach(message -> touch(message.chat()));
    for (ChatWorker worker : all()) {
      var unused = run(worker, worker::onOpen);
    }
    context.blocking().execute(context.transfers().uploads()::resume);
  }

  @Override
  public void onCaughtUp() {
    if (connection.isLive()) {
      context.profile().chats().all().forEach(chat -> context.vaultSync().wake(chat.chat()));
    }
  }

  @Override
  public CompletableFuture<?> onFrames(List<ServerFrame> frames) {
    Map<ChatId, List<ServerFrame>> byChat = new LinkedHashMap<>();
    List<Announcement> said = new ArrayList<>();
    for (ServerFrame frame : frames) {
      if (frame instanceof ServerFrame.Requested requested) {
        context.hub().emit(new Event.RequestReceived(request(requested.invitation())));
      } else if (frame instanceof ServerFrame.Announced announced) {
        said.add(announced.announcement());
      } else {
        chat(frame)
            .filter(this::minds)
            .ifPresent(id -> byChat.computeIfAbsent(id, key -> new ArrayList<>()).add(frame));
      }
    }
    List<CompletableFuture<?>> parts = new ArrayList<>();
    // A one-shot command leaves them to whoever will show them.
    if (!said.isEmpty() && connection.isLive()) {
      parts.add(announcements.receive(said));
    }
    byChat.forEach(
        (chat, itsFrames) -> {
          ChatWorker worker = touch(chat);
          parts.add(run(worker, () -> worker.onFrames(itsFrames)));
        });
    return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]));
  }

  static ChatRequest request(ChatInvitation invitation) {
    return new ChatRequest(
        invitation.chat(),
        invitation.from(),
        invitation.kind(),
        Instant.ofEpochMilli(invitation.timeMs()));
  }

  private static Optional<ChatId> chat(ServerFrame frame) {
    if (frame instanceof ServerFrame.Entry entry) {
      return Optional.of(entry.entry().chat());
    } else if (frame instanceof ServerFrame.Sent sent) {
      return Optional.of(sent.chat());
    } else if (frame instanceof ServerFrame.SendRejected rejected) {
      return Optional.of(rejected.chat());
    } else if (frame instanceof ServerFrame.Committed committed) {
      return Optional.of(committed.receipt().chat());
    } else if (frame instanceof ServerFrame.CommitRejected rejected) {
      return Optional.of(rejected.chat());
    } else if (frame instanceof ServerFrame.Delivered delivered) {
      return Optional.of(delivered.chat());
    } else if (frame instanceof ServerFrame.ReadMarkMoved moved) {
      return Optional.of(moved.chat());
    } else if (frame instanceof ServerFrame.TypingSign sign) {
      return Optional.of(sign.chat());
    }
    return Optional.empty();
  }

  @Override
  public void onLost() {
    connection.lost();
    for (ChatWorker worker : all()) {
      var unused = run(worker, worker::onLost);
    }
  }

  @Override
  public void onState(ConnectionState state, @Nullable SottoException reason) {
    connection.moved(state, reason);
  }

  @Override
  public void onStopped(SottoException reason) {
    connection.stopped(reason);
    abandon(reason);
  }

  /** Nobody waits for an answer any longer; what waits to be sent stays in the outbox. */
  void abandon(SottoException cause) {
    SottoException queued =
        cause.is(Reason.SERVER_UNREACHABLE) || cause.is(Reason.TIMED_OUT)
            ? cause.hint("the message is kept in the profile, and sent with the next connection")
            : cause;
    for (ChatWorker worker : all()) {
      var unused =
          run(
              worker,
              () -> {
                worker.sender().abandon(queued);
                worker.commits().fail(cause);
              });
    }
  }

  private static CompletableFuture<Boolean> run(ChatWorker worker, Runnable step) {
    return worker.submit(
        () -> {
          step.run();
          return true;
        });
  }
}
