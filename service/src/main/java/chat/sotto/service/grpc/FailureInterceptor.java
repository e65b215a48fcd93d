package chat.sotto.service.grpc;

import chat.sotto.service.usecase.Reason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;

/**
 * Outermost: turns whatever a call throws or fails with into a status of {@link Errors}. After it
 * has ended a call, what the service still says is dropped, and the service is told that the call
 * is over.
 */
final class FailureInterceptor implements ServerInterceptor {
  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    GuardedCall<Q, A> guarded = new GuardedCall<>(call);
    ServerCall.Listener<Q> listener;
    try {
      listener = next.startCall(guarded, headers);
    } catch (RuntimeException e) {
      guarded.fail(e);
      return new ServerCall.Listener<>() {};
    }
    return new GuardedListener<>(guarded, listener);
  }

  /** Ends once. Confined to the call's serial executor, except {@code close} by a late answer. */
  private static final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private boolean closed;

    GuardedCall(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public void sendHeaders(Metadata headers) {
      synchronized (this) {
        if (closed) {
          return;
        }
      }
      super.sendHeaders(headers);
    }

    @Override
    public void sendMessage(A message) {
      synchronized (this) {
        if (closed) {
          return;
        }
      }
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      if (status.isOk() || Errors.isOurs(trailers) || isGrpcs(status)) {
        super.close(status, trailers);
      } else {
        StatusRuntimeException failure =
            isLibrarysNotFound(status)
                ? Errors.of(
                    Reason.TARGET_NOT_FOUND, Objects.requireNonNull(status.getDescription()))
                : Errors.from(cause(status));
        super.close(failure.getStatus(), trailersOf(failure));
      }
    }

    void fail(Throwable failure) {
      StatusRuntimeException status = Errors.from(failure);
      close(status.getStatus(), trailersOf(status));
    }

    private static Throwable cause(Status status) {
      return status.getCause() != null ? status.getCause() : status.asRuntimeException();
    }

    /** What gRPC itself says about a call that it ends or does not know. */
    private static boolean isGrpcs(Status status) {
      return status.getCause() == null
          && (status.getCode() == Status.Code.CANCELLED
              || status.getCode() == Status.Code.UNIMPLEMENTED);
    }

    /** Health and channelz say so of a name or number that they do not know. */
    private static boolean isLibrarysNotFound(Status status) {
      return status.getCause() == null
          && status.getCode() == Status.Code.NOT_FOUND
          && status.getDescription() != null;
    }

    private static Metadata trailersOf(StatusRuntimeException failure) {
      Metadata trailers = failure.getTrailers();
      return trailers == null ? new Metadata() : trailers;
    }
  }

  private static final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final GuardedCall<Q, ?> call;
    private boolean over;

    GuardedListener(GuardedCall<Q, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    private void guard(Runnable event) {
      if (over) {
        return;
      }
      try {
        event.run();
      } catch (RuntimeException e) {
        over = true;
        call.fail(e);
        super.onCancel();
      }
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    @Override
    public void onReady() {
      guard(super::onReady);
    }

    @Override
    public void onCancel() {
      guard(super::onCancel);
    }

    @Override
    public void onComplete() {
      guard(super::onComplete);
    }
  }
}
