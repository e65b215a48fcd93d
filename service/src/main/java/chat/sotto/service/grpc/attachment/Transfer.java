package chat.sotto.service.grpc.attachment;

import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.grpc.Errors;
import chat.sotto.service.grpc.attachment.TransferObserver.Direction;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One upload or download. Its steps run where gRPC delivers them: on the pool of calls, which may
 * block, one after the other. What comes from elsewhere (the check now and then, the drain) only
 * ever ends it, and never waits for a step, which may take long: it leaves word, and whoever has
 * the lock ends the transfer after the step. So there is a lock rather than an executor of its own,
 * which would cost a hand-over for every chunk.
 *
 * @param <Q> what the client says
 * @param <A> what the server says
 */
abstract class Transfer<Q, A> extends ServerCall.Listener<Q> {
  /** Longer than this nothing has moved: the other side is gone, or does not want to. */
  private static final long STALLED_NANOS = Duration.ofSeconds(60).toNanos();

  private final ServerCall<Q, A> call;
  private final TransferCaller caller;
  private final Transfers transfers;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean checking = new AtomicBoolean();

  /** Why the transfer is to end, said by somebody who does not wait for its step. */
  private final AtomicReference<@Nullable RuntimeException> asked = new AtomicReference<>();

  private boolean over;
  private volatile long lastMove;

  /** A step that may fail. */
  interface Step {
    void run();
  }

  Transfer(ServerCall<Q, A> call, TransferCaller caller, Transfers transfers) {
    this.call = call;
    this.caller = caller;
    this.transfers = transfers;
    lastMove = transfers.nanoTime();
  }

  /** Which way. */
  abstract Direction direction();

  /** Whether the transfer itself may go on; throws if not. On any thread, and may block. */
  abstract void check();

  /** Lets go what it holds; once, with the lock. */
  abstract void release();

  DeviceRef device() {
    return caller.device();
  }

  final Transfers transfers() {
    return transfers;
  }

  final ServerCall<Q, A> call() {
    return call;
  }

  final void start(int messages) {
    call.sendHeaders(new Metadata());
    step(
        () -> {
          transfers.admit(this);
          call.request(messages);
        });
  }

  /** Runs a step unless the transfer is over; what it fails with ends the transfer. */
  final void step(Step step) {
    lock.lock();
    try {
      if (over) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        fail(e);
      }
      // However long the step took, the other side has had no time since.
      lastMove = transfers.nanoTime();
    } finally {
      lock.unlock();
      endIfAsked();
    }
  }

  final void moved(int bytes) {
    transfers.moved(direction(), bytes);
  }

  /** Ends it well. */
  final void complete() {
    end(Status.OK, new Metadata());
  }

  /** Ends it for a reason. In a step. */
  private void fail(RuntimeException failure) {
    StatusRuntimeException status = Errors.from(failure);
    Metadata trailers = status.getTrailers();
    end(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /**
   * Ends it for a reason: now, or after the step that runs. Waits for none. Of several reasons the
   * first one counts.
   */
  final void failSoon(RuntimeException failure) {
    if (asked.compareAndSet(null, failure)) {
      endIfAsked();
    }
  }

  /** To be called without the lock by whoever had it: who came meanwhile did not wait for it. */
  private void endIfAsked() {
    RuntimeException failure = asked.get();
    if (failure != null && lock.tryLock()) {
      try {
        fail(failure);
      } finally {
        lock.unlock();
      }
    }
  }

  private void end(Status status, Metadata trailers) {
    if (!over) {
      over = true;
      call.close(status, trailers);
      letGo();
    }
  }

  private void letGo() {
    try {
      release();
    } finally {
      transfers.ended(this);
    }
  }

  /** Has it asked whether it may go on, unless it is being asked. Does not block. */
  final void recheck(Executor executor) {
    if (checking.compareAndSet(false, true)) {
      executor.execute(this::recheck);
    }
  }

  private void recheck() {
    try {
      if (isStalled()) {
        throw RefusedException.of(
            Reason.TRANSFER_STALLED, "nothing has moved for a minute; go on from here");
      }
      caller.check();
      check();
    } catch (RuntimeException e) {
      failSoon(e);
    } finally {
      checking.set(false);
    }
  }

  /** Not while a step runs: then it is this side that takes long. */
  private boolean isStalled() {
    return !lock.isLocked() && transfers.nanoTime() - lastMove > STALLED_NANOS;
  }

  @Override
  public final void onCancel() {
    ended();
  }

  /** Also when something in front of this one has ended the call. */
  @Override
  public final void onComplete() {
    ended();
  }

  private void ended() {
    lock.lock();
    try {
      if (!over) {
        over = true;
        letGo();
      }
    } finally {
      lock.unlock();
    }
  }
}
