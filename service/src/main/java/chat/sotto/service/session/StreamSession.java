package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live stream: what it has taken and must answer, where it stands in each log, what it is sent
 * next, and how it ends.
 *
 * <p>Everything happens on the stream's serial executor. Methods that say so may be called by any
 * thread and only hand over; all others are called on that executor, that is from tasks given to
 * {@link #execute}. A stream goes through: made, {@link #open} (after which the replay begins),
 * half-closed, ended.
 */
public final class StreamSession {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);

  private final StreamIdentity identity;
  private final StreamTransport transport;
  private final StreamHub hub;
  private final Executor serial;
  private final StreamLimits limits;
  private final CursorTable cursors;
  private final EntryFeed feed;
  private final Outbox outbox;
  private final TellBox tells;
  private final SideFeed side;

  private final SpanLookups lookups;

  private final Replay replay = new Replay();

  /** What came before the stream knew where it stands; null from then on. */
  private @Nullable List<Runnable> early = new ArrayList<>();

  private int unanswered;
  private int holds;
  private boolean opened;
  private boolean wantsInput;
  private boolean pumpQueued;
  private boolean draining;
  private boolean halfClosed;
  private boolean ended;
  private Runnable onEnd = () -> {};

  StreamSession(
      StreamIdentity identity,
      StreamTransport transport,
      StreamHub hub,
      Executor serial,
      StreamLimits limits) {
    this.identity = identity;
    this.transport = transport;
    this.hub = hub;
    this.serial = serial;
    this.limits = limits;
    cursors = new CursorTable(limits.idleCursors());
    feed = new EntryFeed(cursors, hub.tails(), hub.log(), limits, hub.observer());
    lookups =
        new SpanLookups(cursors, (chat, found) -> with(spans(Set.of(chat)), found), this::wake);
    outbox = new Outbox(limits.waitingSignals());
    side = new SideFeed(identity.device(), hub, outbox);
    tells = new TellBox(task -> execute(() -> task.accept(this)));
  }

  /** Whose stream it is. */
  public StreamIdentity identity() {
    return identity;
  }

  /** Runs a task on the stream's executor, unless the stream has ended by then. Any thread. */
  public void execute(Runnable task) {
    try {
      serial.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      log.debug("the server has ended");
    }
  }

  private void run(Runnable task) {
    if (ended) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException bug) {
      log.error("stream task failed", bug);
      fail(StreamFailure.INTERNAL);
    }
  }

  /**
   * Runs {@code action} on the stream's executor with the result; a failed stage ends the stream.
   */
  public <T> void with(CompletionStage<T> stage, Consumer<? super T> action) {
    stage.whenComplete(
        (value, problem) ->
            execute(
                () -> {
                  if (problem == null) {
                    action.accept(value);
                  } else {
                    log.warn("a stream ends because the store failed: {}", problem.toString());
                    fail(StreamFailure.STORE_UNAVAILABLE);
                  }
                }));
  }

  /** What is to be done when the stream has ended, however it ended. */
  public void onEnd(Runnable action) {
    onEnd = action;
  }

  // ---- Input

  /**
   * Begins: registers, so that from now on news arrives, then replays what is newer than the
   * device's positions or those given, whichever the client says.
   *
   * @param lastAnnouncement the last announcement that the device has; 0 for none
   */
  public void open(Map<ChatId, Seq> positions, long lastAnnouncement) {
    side.startAfter(lastAnnouncement);
    opened = true;
    holdInput();
    if (!hub.register(this)) {
      fail(StreamFailure.GOING_AWAY);
      return;
    }
    with(
        hub.log().check(identity),
        failure -> {
          if (failure.isPresent()) {
            fail(failure.get());
          } else {
            with(spans(positions.keySet()), spans -> place(positions, spans));
          }
        });
  }

  /** The time to open it is over. Any thread. */
  void expectOpened() {
    execute(
        () -> {
          if (!opened) {
            fail(StreamFailure.HELLO_EXPECTED);
          }
        });
  }

  /** Ends the stream if it may not go on. Any thread. */
  void recheck() {
    with(hub.log().check(identity), failure -> failure.ifPresent(this::fail));
  }

  private CompletionStage<Map<ChatId, ReadingSpan>> spans(Set<ChatId> chats) {
    return hub.log().spans(identity.device(), chats);
  }

  private void place(Map<ChatId, Seq> positions, Map<ChatId, ReadingSpan> spans) {
    for (ReadingSpan span : spans.values()) {
      if (positions.getOrDefault(span.chat(), Seq.ZERO).isAfter(span.lastSeq())) {
        fail(StreamFailure.POSITION_FROM_FUTURE);
        return;
      }
    }
    for (ReadingSpan span : spans.values()) {
      Seq said = positions.getOrDefault(span.chat(), Seq.ZERO);
      if (said.isAfter(span.position())) {
        hub.acknowledged(identity.device(), span.chat(), said);
      }
      long start = Math.max(said.value(), span.joinedSeq().value() - 1);
      replay(span.chat(), ChatCursor.at(start, span.lastSeq().value()));
    }
    hearNews();
    releaseInput();
    with(
        hub.log().behind(identity.device()),
        behind -> {
          for (ReadingSpan span : behind) {
            long reach = span.lastSeq().value();
            replay(
                span.chat(),
                cursors
                    .find(span.chat())
                    .map(cursor -> cursor.told(reach))
                    .orElseGet(() -> ChatCursor.at(span.position().value(), reach)));
          }
          replay.known();
          wake();
        });
  }

  /**
   * From now on news is acted upon as it comes. Before, a chat would have been sent from where the
   * store thinks the device stands, and then again from where the device says it does.
   */
  private void hearNews() {
    List<Runnable> waiting = early;
    early = null;
    if (waiting != null) {
      waiting.forEach(Runnable::run);
    }
    tells.open(this);
  }

  private void news(Runnable task) {
    execute(
        () -> {
          if (early == null) {
            task.run();
          } else {
            early.add(task);
          }
        });
  }

  private void replay(ChatId chat, ChatCursor cursor) {
    cursors.put(chat, cursor);
    replay.add(chat, cursor);
  }

  /** A frame was taken that will be answered. */
  public void taken() {
    unanswered++;
  }

  /** Answers a frame that was taken. */
  public void answer(EncodedFrame frame) {
    outbox.answer(frame);
    wake();
  }

  /** One stream message has been dealt with: the next one may come when the windows allow. */
  public void messageHandled() {
    wantsInput = true;
    requestInput();
  }

  /** Takes no further message before {@link #releaseInput} was called as often. */
  public void holdInput() {
    holds++;
  }

  /** See {@link #holdInput}. */
  public void releaseInput() {
    holds--;
    // The client may have ended meanwhile, and what was held may be the last.
    wake();
  }

  private void requestInput() {
    if (wantsInput && holds == 0 && unanswered < limits.sendWindow() && !halfClosed) {
      wantsInput = false;
      transport.requestMessage();
    }
  }

  /** Whether new frames are still taken; once the server drains, only acknowledgements are. */
  public boolean takesFrames() {
    return !draining;
  }

  /** The device has processed these, the highest of each chat. */
  public void acknowledge(Map<ChatId, Seq> positions) {
    Map<ChatId, Seq> unproven = new HashMap<>();
    positions.forEach(
        (chat, seq) -> {
          Optional<ChatCursor> cursor = cursors.find(chat);
          if (cursor.isPresent() && seq.value() <= cursor.get().pushed()) {
            acknowledge(chat, cursor.get(), seq);
          } else {
            unproven.put(chat, seq);
          }
        });
    if (!unproven.isEmpty()) {
      holdInput();
      with(spans(unproven.keySet()), spans -> prove(unproven, spans));
    }
    wake();
  }

  private void prove(Map<ChatId, Seq> positions, Map<ChatId, ReadingSpan> spans) {
    for (ReadingSpan span : spans.values()) {
      Seq seq = positions.getOrDefault(span.chat(), Seq.ZERO);
      if (seq.isAfter(span.lastSeq())) {
        fail(StreamFailure.POSITION_FROM_FUTURE);
        return;
      }
      ChatCursor cursor =
          cursors.find(span.chat()).orElseGet(() -> ChatCursor.at(seq.value(), seq.value()));
      acknowledge(span.chat(), cursor, seq);
    }
    releaseInput();
    wake();
  }

  private void acknowledge(ChatId chat, ChatCursor cursor, Seq seq) {
    if (seq.value() > cursor.acked()) {
      cursors.put(chat, cursor.ackedTo(seq.value()));
      hub.acknowledged(identity.device(), chat, seq);
    }
  }

  /** The client sends nothing more. */
  public void halfClosed() {
    halfClosed = true;
    wake();
  }

  /** The stream has ended by other means: the client is gone, or the call was refused. */
  public void cancelled() {
    end();
  }

  // ---- News

  /** The chat goes as far as {@code reach}, and the device may read it. Any thread. */
  void tell(ChatId chat, long reach) {
    tells.tell(chat, reach);
  }

  /** {@code last} is the last entry of the chat that the device may read. Any thread. */
  void tellLast(ChatId chat, long last) {
    news(
        () -> {
          cursors
              .find(chat)
              .ifPresentOrElse(
                  cursor -> cursors.put(chat, cursor.limitedTo(last)),
                  () -> lookups.begin(chat, 0, last));
          wake();
        });
  }

  /** The device may read the chat from another place on than it could before. Any thread. */
  void tellJoined(ChatId chat) {
    news(
        () -> {
          long floor = cursors.find(chat).map(ChatCursor::pushed).orElse(0L);
          cursors.remove(chat);
          lookups.begin(chat, floor, Long.MAX_VALUE);
        });
  }

  void told(ChatId chat, long reach) {
    Optional<ChatCursor> known = cursors.find(chat);
    if (known.isEmpty()) {
      lookups.begin(chat, 0, Long.MAX_VALUE);
    } else {
      cursors.put(chat, known.get().told(reach));
      wake();
    }
  }

  /** The server has announced something. Any thread. */
  void tellAnnounced() {
    execute(
        () -> {
          side.announced();
          wake();
        });
  }

  /** Something beside the log. Any thread. */
  void signal(Signal.Key key, EncodedFrame frame, boolean fleeting) {
    execute(
        () -> {
          if (!fleeting || transport.isReady()) {
            outbox.signal(key, frame);
            wake();
          }
        });
  }

  /** The transport takes more again. Any thread. */
  public void transportReady() {
    execute(this::pump);
  }

  /** The server drains: says so and takes nothing new. Any thread. */
  void drain(Duration retryAfter) {
    execute(
        () -> {
          draining = true;
          outbox.notice(hub.encoder().goAway(retryAfter));
          wake();
        });
  }

  /** The client has had its time to half-close: the stream ends as if it had. Any thread. */
  void finish() {
    execute(this::halfClosed);
  }

  /** Ends the stream with an error. Any thread. */
  void shut(StreamFailure failure) {
    execute(() -> fail(failure));
  }

  // ---- Output

  void wake() {
    if (!pumpQueued) {
      pumpQueued = true;
      execute(
          () -> {
            pumpQueued = false;
            pump();
          });
    }
  }

  private void pump() {
    while (!ended && transport.isReady()) {
      FrameBatch batch = new FrameBatch(limits);
      int answered = outbox.drainTo(batch);
      EntryFeed.Pending read = feed.fillTo(batch);
      finishReplay();
      answered += outbox.drainTo(batch);
      if (read != null) {
        bringBack(read);
      }
      if (batch.isEmpty()) {
        break;
      }
      transport.send(batch.frames());
      unanswered -= answered;
    }
    requestInput();
    if (!ended) {
      side.fetch(this);
    }
    if (halfClosed && unanswered == 0 && holds == 0) {
      end();
      transport.complete();
    }
  }

  private void bringBack(EntryFeed.Pending read) {
    with(
        read.entries(),
        entries -> {
          if (transport.isReady()) {
            feed.fetched(read.chat(), entries);
          } else {
            feed.dropped(read.chat());
          }
          pump();
        });
  }

  private void finishReplay() {
    if (replay.endsNow(cursors)) {
      outbox.notice(hub.encoder().caughtUp());
      side.begin();
    }
  }

  /** Ends the stream with an error. */
  public void fail(StreamFailure failure) {
    if (!ended) {
      end();
      transport.fail(failure);
    }
  }

  private void end() {
    ended = true;
    hub.unregister(this);
    onEnd.run();
  }
}
