package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.LiveStreams;
import chat.sotto.service.session.StreamFailure;
import chat.sotto.v1.ChatServiceGrpc;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Calls that may stay open for as long as the client likes, whatever service they are of: watches
 * of health, reflection, uploads. They end when their device, user or session does, and when the
 * server does. The chat's stream is not among them: it takes leave in a manner of its own.
 *
 * <p>Behind {@link IdentityInterceptor} and {@link SessionInterceptor}. Any thread.
 */
public final class OpenCalls implements ServerInterceptor, LiveStreams {
  private static final String CHAT_STREAM = ChatServiceGrpc.getConnectMethod().getFullMethodName();

  private final Set<OpenCall<?, ?>> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    MethodDescriptor<Q, A> method = call.getMethodDescriptor();
    if (method.getType() == MethodDescriptor.MethodType.UNARY
        || method.getFullMethodName().equals(CHAT_STREAM)) {
      return next.startCall(call, headers);
    }
    OpenCall<Q, A> open =
        new OpenCall<>(call, Callers.device(), Optional.ofNullable(Callers.SESSION.get()));
    calls.add(open);
    try {
      ServerCall.Listener<Q> listener = next.startCall(open, headers);
      if (draining) {
        open.end(StreamFailure.GOING_AWAY);
      }
      return new OpenListener<>(open, listener);
    } catch (RuntimeException e) {
      calls.remove(open);
      throw e;
    }
  }

  @Override
  public void endSession(TokenHash session, StreamFailure reason) {
    end(call -> call.session.filter(found -> found.token().equals(session)).isPresent(), reason);
  }

  @Override
  public void endDevice(DeviceId device, StreamFailure reason) {
    end(call -> call.device.device().equals(device), reason);
  }

  @Override
  public void endUser(Username user, StreamFailure reason) {
    end(call -> call.device.user().equals(user), reason);
  }

  @Override
  public int count() {
    return calls.size();
  }

  @Override
  public void drain(Duration retryAfter) {
    draining = true;
    end(call -> true, StreamFailure.GOING_AWAY);
  }

  private void end(Predicate<OpenCall<?, ?>> which, StreamFailure reason) {
    calls.stream().filter(which).forEach(call -> call.end(reason));
  }

  /** Ends once; what the service says afterwards is dropped. */
  private final class OpenCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final DeviceRef device;
    private final Optional<SessionRecord> session;
    private boolean closed;

    OpenCall(ServerCall<Q, A> call, DeviceRef device, Optional<SessionRecord> session) {
      super(call);
      this.device = device;
      this.session = session;
    }

    void end(StreamFailure reason) {
      StatusRuntimeException status = StreamFailures.status(reason);
      Metadata trailers = status.getTrailers();
      close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      calls.remove(this);
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }
  }

  private final class OpenListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final OpenCall<Q, ?> call;

    OpenListener(OpenCall<Q, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onCancel() {
      calls.remove(call);
      super.onCancel();
    }

    @Override
    public void onComplete() {
      calls.remove(call);
      super.onComplete();
    }
  }
}
