package chat.sotto.client.session;

import chat.sotto.client.chatlog.ChatCursor;
import chat.sotto.client.chatlog.Effect;
import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.chatlog.LogReader;
import chat.sotto.client.chatlog.Step;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.EntryStep;
import chat.sotto.client.profile.StoredChat;
import chat.sotto.client.profile.StoredEntry;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.FetchedLog;
import chat.sotto.client.transport.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chat at work: reads its log entry by entry, and sends what waits for it. Everything runs on
 * the chat's own serial executor, which may block on the profile and on calls to the server.
 */
final class ChatWorker {

  private static final Logger LOG = LoggerFactory.getLogger(ChatWorker.class);
  private static final int PAGE = 500;

  private final SessionContext context;
  private final Executor serial;
  private final ChatBook book;
  private final LogReader reader;
  private final EntrySteps steps;
  private final Commits commits;
  private final Sender sender;
  private final Signs signs;
  private final Rollback rollback;

  ChatWorker(SessionContext context, Executor serial, ChatId chat) {
    this.context = context;
    this.serial = serial;
    this.book = new ChatBook(context.profile(), context.agreement(), chat);
    this.reader = new LogReader(context.agreement(), context.self().device());
    this.steps = new EntrySteps(context.self().device(), context.promise()::doubt);
    this.commits = new Commits(context, book, this::catchUp);
    this.sender = new Sender(context, book, commits);
    this.signs = new Signs(context, book);
    this.rollback = new Rollback(context);
  }

  ChatId chat() {
    return book.chat();
  }

  /** Runs a step on the chat's executor. */
  <T> CompletableFuture<T> submit(Callable<T> step) {
    CompletableFuture<T> result = new CompletableFuture<>();
    serial.execute(
        () -> {
          try {
            result.complete(step.call());
          } catch (SottoException e) {
            result.completeExceptionally(e);
          } catch (Exception e) {
            LOG.error("a step of a chat failed", e);
            result.completeExceptionally(
                new SottoException(Reason.INTERNAL, "an unexpected failure").cause(e));
          }
        });
    return result;
  }

  // What follows runs on the chat's executor.

  ChatBook book() {
    return book;
  }

  Commits commits() {
    return commits;
  }

  Sender sender() {
    return sender;
  }

  Signs signs() {
    return signs;
  }

  /** Frames of the stream that concern this chat, in order. */
  void onFrames(List<ServerFrame> frames) {
    List<LogEntry> entries = new ArrayList<>();
    for (ServerFrame frame : frames) {
      if (frame instanceof ServerFrame.Entry entry) {
        entries.add(entry.entry());
        continue;
      }
      process(entries);
      entries.clear();
      if (frame instanceof ServerFrame.Sent sent) {
        sender.onSent(sent);
      } else if (frame instanceof ServerFrame.SendRejected rejected) {
        if (rejected.rejection().reason() == Reason.STALE_EPOCH) {
          // Whatever the stream has queued before it: the commit is fetched, processed, and the
          // message sealed again.
          catchUp();
        }
        sender.onRejected(rejected);
      } else if (frame instanceof ServerFrame.Committed committed) {
        commits.onCommitted(committed.receipt());
      } else if (frame instanceof ServerFrame.CommitRejected rejected) {
        commits.onRejected(rejected);
        if (!commits.isBusy()) {
          sender.rekeyed();
        }
      } else {
        signs.onFrame(frame);
      }
    }
    process(entries);
    proceed();
  }

  /** A stream is open: what waits may go. */
  void onOpen() {
    try {
      commits.onOpen();
    } catch (SottoException e) {
      LOG.info("chat {} cannot proceed: {}", book.chat(), e.reason());
    }
    proceed();
  }

  /** The stream is gone. */
  void onLost() {
    sender.onLost();
    commits.onLost();
  }

  /** Does what has become possible: joins again, re-keys, sends. */
  void proceed() {
    try {
      commits.rejoinIfBehind();
      sender.pump();
      sender
          .pauseMs()
          .ifPresent(
              ms -> {
                var unused =
                    context
                        .timer()
                        .schedule(() -> serial.execute(this::proceed), ms, TimeUnit.MILLISECONDS);
              });
    } catch (SottoException e) {
      LOG.info("chat {} cannot proceed: {}", book.chat(), e.reason());
      if (e.is(Reason.PIN_CHANGED)) {
        stop(Reason.PIN_CHANGED);
      }
    }
  }

  /** Whether the server has stored something of ours that has not come in the log yet. */
  boolean isBehindOwnSends() {
    return book.cursor().filter(c -> c.head().seq().compareTo(sender.lastStored()) < 0).isPresent();
  }

  /** Fetches and processes everything up to the log's end. */
  void catchUp() {
    Optional<ChatCursor> cursor = book.cursor();
    if (cursor.isEmpty()) {
      return;
    }
    while (true) {
      ChatCursor before = book.cursor().orElseThrow();
      Seq next = before.head().seq().next();
      if (book.notes().rolledBack()) {
        return;
      }
      FetchedLog fetched;
      try {
        fetched = context.access().call(s -> s.chats().fetchLog(book.chat(), next.value(), PAGE));
      } catch (SottoException e) {
        if (e.is(Reason.CHAT_NOT_FOUND) && !isClosed()) {
          rollback.found(this, Optional.empty());
          return;
        }
        throw e;
      }
      if (fetched.lastSeq() < before.head().seq().value() && !isClosed()) {
        rollback.found(this, Optional.of(new Seq(fetched.lastSeq())));
        return;
      }
      if (fetched.entries().isEmpty()) {
        return;
      }
      if (!fetched.entries().get(0).seq().equals(next)) {
        throw new SottoException(Reason.BAD_RESPONSE, "the server's log does not follow ours");
      }
      if (!fetched.hashBefore().equals(before.head().hash())) {
        suspect(before.head().seq());
      }
      process(fetched.entries());
      if (book.cursor().orElseThrow().head().seq().value() >= fetched.lastSeq()) {
        return;
      }
    }
  }

  private boolean isClosed() {
    return book.info().filter(info -> info.state() == ChatState.CLOSED).isPresent();
  }

  /** Compares the log with the server's, which was restored from a backup, or looks like it. */
  void compare() {
    if (isOpen()) {
      rollback.compare(this);
    }
  }

  /** Whether this device takes part in the chat. */
  boolean isOpen() {
    return book.cursor().isPresent() && !book.notes().rolledBack() && !isClosed();
  }

  private void suspect(Seq place) {
    if (book.notes().stopped().isEmpty()) {
      stop(Reason.LOG_FORKED);
      context
          .hub()
          .emit(
              new Event.SecurityWarning(
                  Event.SecurityWarning.Kind.LOG_DIFFERS,
                  book.chat(),
                  null,
                  "the server now states another log up to entry "
                      + place
                      + " than it showed this device; nothing more is sent in this chat"));
    }
  }

  /** Nothing more is sent in this chat, for this reason. */
  void stop(Reason reason) {
    book.putNotes(book.notes().stopped(Optional.of(reason)));
    sender.refuseAll(Sender.stopped(reason));
  }

  private void process(List<LogEntry> entries) {
    if (entries.isEmpty() || book.cursor().isEmpty()) {
      return;
    }
    if (book.notes().rolledBack()) {
      // Another course of the log, which this device has left. Unless it is acknowledged, other
      // chats wait for it.
      Seq last = entries.get(entries.size() - 1).seq();
      context.uplink().offer(new ClientFrame.Ack(book.chat(), last.value()));
      return;
    }
    try {
      boolean gap = read(entries);
      if (gap) {
        catchUp();
      }
    } catch (IllegalStateException e) {
      // The profile is ahead of what is in memory, or the transaction failed: what is on disk is
      // right.
      book.reload();
      throw e;
    }
  }

  /**
   * Reads entries as far as they follow each other, and stores what comes of them in one
   * transaction.
   *
   * @return whether something is missing in between
   */
  private boolean read(List<LogEntry> entries) {
    ChatCursor cursor = book.cursor().orElseThrow();
    StoredChat info = book.info().orElseThrow();
    StoredChat before = info;
    List<EntryStep> batch = new ArrayList<>();
    List<Event> warnings = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    boolean gap = false;
    for (LogEntry entry : entries) {
      Step step = reader.read(cursor, entry, seq -> hash(batch, seq));
      if (step.effects().stream().anyMatch(Effect.Gap.class::isInstance)) {
        gap = true;
        break;
      }
      if (step.effects().stream().anyMatch(Effect.PlaceDiffers.class::isInstance)) {
        // The log is asked for once more; our copy is not replaced by what a server says later. The
        // second reading decides.
        refetch(entry, cursor);
        step = reader.read(step.next(), entry, seq -> hash(batch, seq));
      }
      if (step.next().head().seq().equals(cursor.head().seq())) {
        continue;
      }
      EntrySteps.Outcome outcome =
          steps.of(book, info, cursor, entry, step, seq -> earlier(batch, seq));
      batch.add(outcome.step());
      warnings.addAll(outcome.warnings());
      effects.addAll(step.effects());
      info = outcome.step().info().orElse(info);
      cursor = step.next();
    }
    if (batch.isEmpty()) {
      return gap;
    }
    book.apply(batch, cursor);
    afterwards(batch, effects);
    report(batch, warnings, !info.equals(before));
    context.uplink().offer(new ClientFrame.Ack(book.chat(), cursor.head().seq().value()));
    return gap;
  }

  private Optional<LogHash> hash(List<EntryStep> batch, Seq seq) {
    return find(batch, seq).map(StoredEntry::logHash).or(() -> book.hash(seq));
  }

  private Optional<StoredEntry> earlier(List<EntryStep> batch, Seq seq) {
    return find(batch, seq).or(() -> context.profile().chats().findEntry(book.chat(), seq));
  }

  private static Optional<StoredEntry> find(List<EntryStep> batch, Seq seq) {
    return batch.stream().map(EntryStep::entry).filter(e -> e.seq().equals(seq)).findFirst();
  }

  /**
   * A member claims another log than ours; whether the server agrees with us now is worth a line in
   * the log.
   */
  private void refetch(LogEntry entry, ChatCursor cursor) {
    FetchedLog fetched =
        context.access().call(s -> s.chats().fetchLog(book.chat(), entry.seq().value(), 1));
    LOG.warn(
        "chat {}: the author of entry {} knows another log; the server {} ours",
        book.chat(),
        entry.seq(),
        fetched.hashBefore().equals(cursor.head().hash()) ? "confirms" : "contradicts");
  }

  private void afterwards(List<EntryStep> batch, List<Effect> effects) {
    for (EntryStep step : batch) {
      step.answered().ifPresent(id -> sender.onStored(id, step.entry().seq(), step.entry().time()));
      if (step.deleted().isPresent()) {
        context.transfers().downloads().forget(book.chat(), step.deleted().get());
        context.hub().emit(new Event.MessageDeleted(book.chat(), step.deleted().get()));
      }
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.OwnCommitApplied applied) {
        commits.onApplied(applied.seq(), applied.epoch());
        sender.rekeyed();
        context.vaultSync().wake(book.chat());
      } else if (effect instanceof Effect.CommitApplied) {
        sender.hold();
        context.vaultSync().wake(book.chat());
        context.pins().check(this);
      } else if (effect instanceof Effect.PendingSuperseded) {
        commits.onSuperseded();
      } else if (effect instanceof Effect.Forked) {
        stop(Reason.LOG_FORKED);
      } else if (effect instanceof Effect.CommitSkipped skipped) {
        commits.repairGroupInfo(skipped.seq());
      }
    }
  }

  private void report(List<EntryStep> batch, List<Event> warnings, boolean changed) {
    warnings.forEach(context.hub()::emit);
    for (EntryStep step : batch) {
      StoredEntry entry = step.entry();
      if (entry.shown() && entry.kind() != MessageKind.DELETED) {
        context
            .hub()
            .emit(
                new Event.MessageReceived(
                    ChatHistory.message(book.chat(), entry, List.of(), context.self().user())));
      }
    }
    if (changed) {
      context.hub().emit(new Event.ChatChanged(context.describe(book.info().orElseThrow())));
    }
  }
}
