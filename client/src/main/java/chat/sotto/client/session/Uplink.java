package chat.sotto.client.session;

import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.Backoff;
import chat.sotto.client.transport.ChatStream;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream to the server through its lives: dials, says Hello, gathers what waits into as few
 * stream messages as possible, and dials again when it breaks. All state is confined to one serial
 * executor, on which every callback to the {@link StreamOwner} runs too.
 */
final class Uplink {

  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final Duration HELLO_LIMIT = Duration.ofSeconds(15);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /**
   * What an uplink runs on.
   *
   * @param serial runs the uplink's own steps, one after the other
   * @param blocking may be blocked by dialling
   * @param timer wakes it up
   * @param reconnect whether a lost connection is made again; a one-shot command rather fails
   */
  record Threads(
      Executor serial,
      Executor blocking,
      ScheduledExecutorService timer,
      RandomGenerator random,
      BooleanSupplier reconnect) {}

  private final Threads threads;
  private final Dialer dialer;
  private final StreamOwner owner;
  private final Backoff backoff;
  private final Outgoing outgoing = new Outgoing();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Which stream callbacks belong to: those of an older one are ignored. */
  private int life;

  private @Nullable ChatStream stream;
  private @Nullable ScheduledFuture<?> alarm;
  private boolean started;
  private boolean open;
  private boolean goingAway;
  private boolean closing;
  private boolean halfClosed;
  private boolean flushPlanned;
  private boolean mended;
  private boolean reconciled;

  /** Between attempts. */
  private boolean waiting;

  private @Nullable Duration asked;

  Uplink(Threads threads, Dialer dialer, StreamOwner owner) {
    this.threads = threads;
    this.dialer = dialer;
    this.owner = owner;
    this.backoff = new Backoff(threads.random());
  }

  /** Connects, unless it has begun to. */
  void start() {
    threads
        .serial()
        .execute(
            () -> {
              if (!started && !closing) {
                started = true;
                attempt();
              }
            });
  }

  /**
   * Queues a frame. What is to be answered must be queued after {@link StreamOwner#onOpen}: a lost
   * stream loses it.
   */
  void offer(ClientFrame frame) {
    threads
        .serial()
        .execute(
            () -> {
              if (open || frame instanceof ClientFrame.MarkRead) {
                outgoing.add(frame);
                planFlush();
              }
            });
  }

  /** Forgets back-off and tries at once, if it waits. */
  void nudge() {
    threads
        .serial()
        .execute(
            () -> {
              if (started && !closing && waiting) {
                disarm();
                attempt();
              }
            });
  }

  /**
   * Ends the stream at once and makes no further attempt before {@link #start}: the user has logged
   * out.
   */
  void halt(SottoException cause) {
    threads
        .serial()
        .execute(
            () -> {
              if (!started || closing) {
                return;
              }
              life++;
              disarm();
              ChatStream old = stream;
              stream = null;
              open = false;
              outgoing.clear();
              if (old != null) {
                old.cancel();
              }
              owner.onLost();
              stop(cause);
            });
  }

  /**
   * Sends what waits, half-closes, and lets the server complete.
   *
   * @return completes when the stream has ended, whichever way
   */
  CompletableFuture<Void> close() {
    threads
        .serial()
        .execute(
            () -> {
              if (closing) {
                return;
              }
              closing = true;
              if (stream == null || !open) {
                end();
              } else {
                arm(CLOSE_LIMIT, this::end);
                planFlush();
              }
            });
    return ended;
  }

  private void attempt() {
    int mine = ++life;
    waiting = false;
    owner.onState(ConnectionState.CONNECTING, null);
    arm(HELLO_LIMIT.plusSeconds(30), () -> lost(mine, unanswered()));
    threads
        .blocking()
        .execute(
            () -> {
              try {
                ChatStream dialled = dialer.dial(new Receiver(mine));
                threads.serial().execute(() -> dialled(mine, dialled));
              } catch (SottoException e) {
                threads.serial().execute(() -> lost(mine, e));
              } catch (RuntimeException e) {
                LOG.error("dialling failed unexpectedly", e);
                SottoException bug =
                    new SottoException(Reason.INTERNAL, "connecting failed unexpectedly").cause(e);
                threads.serial().execute(() -> lost(mine, bug));
              }
            });
  }

  private void dialled(int mine, ChatStream dialled) {
    if (mine != life || closing) {
      dialled.cancel();
      return;
    }
    stream = dialled;
    arm(HELLO_LIMIT, () -> lost(mine, unanswered()));
    dialled.send(List.of(owner.hello()));
  }

  private static SottoException unanswered() {
    return new SottoException(Reason.TIMED_OUT, "the server did not answer in time");
  }

  private void received(int mine, List<ServerFrame> frames) {
    ChatStream current = stream;
    if (mine != life || current == null) {
      return;
    }
    for (ServerFrame frame : frames) {
      if (frame instanceof ServerFrame.HelloOk hello && !owner.knows(hello.history())) {
        lost(mine, new SottoException(Reason.LOG_ROLLED_BACK, "the server was restored"), hello);
        return;
      } else if (frame instanceof ServerFrame.HelloOk hello) {
        opened(hello);
      } else if (frame instanceof ServerFrame.CaughtUp) {
        owner.onState(ConnectionState.ONLINE, null);
      } else if (frame instanceof ServerFrame.GoAway away) {
        goingAway = true;
        asked = away.retryAfter();
        arm(CLOSE_LIMIT, () -> lost(mine, goneAway()));
      } else if (frame instanceof ServerFrame.Sent
          || frame instanceof ServerFrame.SendRejected
          || frame instanceof ServerFrame.Committed
          || frame instanceof ServerFrame.CommitRejected) {
        outgoing.answered();
      }
    }
    planFlush();
    var unused =
        owner
            .onFrames(frames)
            .whenCompleteAsync(
                (done, failure) -> {
                  if (mine == life) {
                    if (failure != null) {
                      LOG.error("processing what the server sent failed", failure);
                    }
                    current.request();
                  }
                },
                threads.serial());
    if (frames.stream().anyMatch(ServerFrame.CaughtUp.class::isInstance)) {
      owner.onCaughtUp();
    }
  }

  private void opened(ServerFrame.HelloOk hello) {
    open = true;
    mended = false;
    reconciled = false;
    disarm();
    backoff.reset();
    outgoing.open(hello.sendWindow());
    owner.onState(ConnectionState.SYNCHRONISING, null);
    owner.promised(hello.retentionSeconds());
    owner.onOpen();
  }

  private static SottoException goneAway() {
    return new SottoException(Reason.GOING_AWAY, "the server is restarting or shutting down");
  }

  private void planFlush() {
    if (!flushPlanned) {
      flushPlanned = true;
      // As a step of its own: what other threads queue meanwhile travels along.
      threads.serial().execute(this::flush);
    }
  }

  private void flush() {
    flushPlanned = false;
    ChatStream current = stream;
    if (current == null || !open || halfClosed) {
      return;
    }
    while (current.isReady()) {
      List<ClientFrame> frames = outgoing.next(now(), !goingAway);
      if (frames.isEmpty()) {
        break;
      }
      current.send(frames);
    }
    long markDelay = outgoing.markDelayMs(now());
    if (closing && outgoing.isEmpty() && outgoing.unanswered() == 0) {
      halfClosed = true;
      current.halfClose();
    } else if (markDelay > 0) {
      int mine = life;
      var unused =
          threads
              .timer()
              .schedule(
                  () -> threads.serial().execute(() -> resume(mine)),
                  markDelay,
                  TimeUnit.MILLISECONDS);
    }
  }

  private void resume(int mine) {
    if (mine == life) {
      planFlush();
    }
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void lost(int mine, SottoException cause) {
    lost(mine, cause, null);
  }

  /** With the answer to Hello if that is the cause. */
  private void lost(int mine, SottoException cause, ServerFrame.@Nullable HelloOk answer) {
    if (mine != life || ended.isDone()) {
      return;
    }
    life++;
    ChatStream old = stream;
    boolean announced = goingAway;
    Duration wait = asked;
    stream = null;
    open = false;
    goingAway = false;
    halfClosed = false;
    asked = null;
    disarm();
    outgoing.clear();
    if (old != null) {
      old.cancel();
    }
    owner.onLost();
    if (closing) {
      end();
    } else if (!mended && cause.is(Reason.CERTIFICATE_EXPIRED)) {
      mended = true;
      remedy(cause, () -> dialer.mend(cause));
    } else if (!reconciled && (answer != null || cause.is(Reason.POSITION_FROM_FUTURE))) {
      // Once, until a stream has opened: a server that always names another course is no reason
      // to ask it all day.
      reconciled = true;
      remedy(cause, () -> reconcile(answer));
    } else if (final_(cause) || !threads.reconnect().getAsBoolean()) {
      stop(cause);
    } else {
      reconciled = false;
      Duration delay = announced && wait != null ? backoff.after(wait) : backoff.next();
      LOG.info("not connected ({}); trying again in {} ms", cause.reason(), delay.toMillis());
      owner.onState(ConnectionState.CONNECTING, announced ? goneAway() : cause);
      waiting = true;
      arm(delay, this::attempt);
    }
  }

  private boolean reconcile(ServerFrame.@Nullable HelloOk answer) {
    owner.reconcile(answer == null ? ByteString.EMPTY : answer.history());
    return true;
  }

  /** Does something about a cause, which may block, and dials again if it helped. */
  private void remedy(SottoException cause, BooleanSupplier step) {
    int mine = life;
    threads
        .blocking()
        .execute(
            () -> {
              SottoException left = cause;
              boolean helped = false;
              try {
                helped = step.getAsBoolean();
              } catch (SottoException e) {
                LOG.info("nothing was done against {}: {}", cause.reason(), e.reason());
                left = e.failure() == Failure.UNREACHABLE ? e : cause;
              }
              SottoException then = left;
              Runnable next = helped ? this::attempt : () -> lost(mine, then);
              threads
                  .serial()
                  .execute(
                      () -> {
                        if (mine == life && !closing) {
                          next.run();
                        }
                      });
            });
  }

  /** Trying again does not help against these: the user must act first. */
  private static boolean final_(SottoException cause) {
    return cause.failure() == Failure.NOT_AUTHENTICATED
        || cause.failure() == Failure.SECURITY
        || cause.is(Reason.CLIENT_TOO_OLD)
        || cause.is(Reason.CLIENT_TOO_NEW)
        || cause.is(Reason.POSITION_FROM_FUTURE);
  }

  private void stop(SottoException cause) {
    started = false;
    waiting = false;
    LOG.info("the connection is given up: {}", cause.reason());
    owner.onState(ConnectionState.OFFLINE, cause);
    owner.onStopped(cause);
  }

  private void end() {
    life++;
    disarm();
    ChatStream old = stream;
    stream = null;
    open = false;
    if (old != null) {
      old.cancel();
    }
    if (!ended.isDone()) {
      owner.onLost();
      owner.onState(ConnectionState.OFFLINE, null);
      ended.complete(null);
    }
  }

  private void arm(Duration delay, Runnable step) {
    disarm();
    alarm =
        threads
            .timer()
            .schedule(
                () -> threads.serial().execute(step), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  /** Passes one stream's callbacks, which come on an event loop, to the uplink's executor. */
  private final class Receiver implements ChatStream.Receiver {
    private final int mine;

    Receiver(int mine) {
      this.mine = mine;
    }

    @Override
    public void onFrames(List<ServerFrame> frames) {
      threads.serial().execute(() -> received(mine, frames));
    }

    @Override
    public void onReady() {
      threads.serial().execute(() -> resume(mine));
    }

    @Override
    public void onCompleted() {
      threads
          .serial()
          .execute(
              () -> {
                if (mine == life && closing) {
                  end();
                } else {
                  lost(
                      mine,
                      new SottoException(Reason.SERVER_UNREACHABLE, "the server ended the stream"));
                }
              });
    }

    @Override
    public void onFailed(SottoException cause) {
      threads.serial().execute(() -> lost(mine, cause));
    }
  }
}
