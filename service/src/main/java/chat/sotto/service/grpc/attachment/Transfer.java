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

/**
 * One upload or download. Its steps run where gRPC delivers them: on the pool of calls, which may
 * block, one after the other. What comes from elsewhere (the check now and then, the drain) only
 * ever ends it; so there is a lock around both rather than an executor of its own, which would cost
 * a hand-over for every chunk.
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
  private final Object lock = new Object();
  private boolean over;
  private volatile long lastMove = System.nanoTime();

  /** A step that may fail. */
  interface Step {
    void run();
  }

  Transfer(ServerCall<Q, A> call, TransferCaller caller, Transfers transfers) {
    this.call = call;
    this.caller = caller;
    this.transfers = transfers;
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
    synchronized (lock) {
      if (over) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  final void moved(int bytes) {
    lastMove = System.nanoTime();
    transfers.moved(direction(), bytes);
  }

  /** Ends it well. */
  final void complete() {
    end(Status.OK, new Metadata());
  }

  /** Ends it for a reason. */
  final void fail(RuntimeException failure) {
    StatusRuntimeException status = Errors.from(failure);
    Metadata trailers = status.getTrailers();
    end(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  private void end(Status status, Metadata trailers) {
    synchronized (lock) {
      if (!over) {
        over = true;
        call.close(status, trailers);
        letGo();
      }
    }
  }

  private void letGo() {
    try {
      release();
    } finally {
      transfers.ended(this);
    }
  }

  /** Asks whether it may go on, and ends it if not. Blocks, without keeping the next step. */
  final void recheck() {
    if (System.nanoTime() - lastMove > STALLED_NANOS) {
      fail(
          RefusedException.of(
              Reason.TRANSFER_STALLED, "nothing has moved for a minute; go on from here"));
      return;
    }
    try {
      caller.check();
      check();
    } catch (RuntimeException e) {
      fail(e);
    }
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
    synchronized (lock) {
      if (!over) {
        over = true;
        letGo();
      }
    }
  }
}
