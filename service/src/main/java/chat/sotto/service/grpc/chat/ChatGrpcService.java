package chat.sotto.service.grpc.chat;

import chat.sotto.service.session.StreamHub;
import com.google.common.base.Ticker;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * ChatService: register it behind what authenticates.
 *
 * <p>The unary calls are {@link ChatCalls} over the generated base class. {@code Connect} has
 * marshallers of its own ({@link ConnectMethod}) and is handled call by call in {@link
 * ConnectCall}, which reads frames and leaves delivery, windows and the end to the {@link
 * chat.sotto.service.session.StreamSession} that the hub makes for it.
 */
public final class ChatGrpcService implements BindableService {
  private final StreamHub hub;
  private final StreamActions stream;
  private final ChatCalls calls;
  private final Supplier<StreamCaller> caller;
  private final SubmissionObserver observer;

  /**
   * @param caller who makes the current call, asked on the thread that the call starts on
   * @param reads where what blocks is done
   * @param observer hears what became of what clients send
   */
  public ChatGrpcService(
      StreamHub hub,
      StreamActions stream,
      ChatActions actions,
      Supplier<StreamCaller> caller,
      Executor reads,
      SubmissionObserver observer) {
    this.observer = observer;
    this.hub = hub;
    this.stream = stream;
    this.caller = caller;
    calls = new ChatCalls(actions, () -> caller.get().session(), reads);
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ConnectMethod.replaceIn(calls.bindService(), this::connect);
  }

  private ServerCall.Listener<ClientMessage> connect(
      ServerCall<ClientMessage, ServerMessage> call, Metadata headers) {
    call.sendHeaders(new Metadata());
    ConnectCall connect =
        new ConnectCall(
            call, caller.get(), hub, stream, new TypingPace(Ticker.systemTicker()), observer);
    connect.start();
    return connect;
  }
}
