package chat.sotto.client.transport;

import chat.sotto.client.model.SottoException;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChatStream} over {@code ChatService.Connect}, with flow control by hand in both
 * directions.
 */
final class GrpcChatStream
    implements ChatStream, ClientResponseObserver<ConnectRequest, ConnectResponse> {

  private final Receiver receiver;
  private final Errors errors;
  private @Nullable ClientCallStreamObserver<ConnectRequest> call;

  private GrpcChatStream(Receiver receiver, Errors errors) {
    this.receiver = receiver;
    this.errors = errors;
  }

  static GrpcChatStream open(
      ChatServiceGrpc.ChatServiceStub stub, Receiver receiver, Errors errors) {
    GrpcChatStream stream = new GrpcChatStream(receiver, errors);
    stub.connect(stream);
    return stream;
  }

  private ClientCallStreamObserver<ConnectRequest> call() {
    return Objects.requireNonNull(call, "beforeStart comes before everything else");
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ConnectRequest> requestStream) {
    call = requestStream;
    requestStream.disableAutoRequestWithInitial(1);
    requestStream.setOnReadyHandler(receiver::onReady);
  }

  @Override
  public boolean isReady() {
    return call().isReady();
  }

  @Override
  public void send(List<ClientFrame> frames) {
    call().onNext(Frames.encode(frames));
  }

  @Override
  public void halfClose() {
    call().onCompleted();
  }

  @Override
  public void cancel() {
    call().cancel("the client is done", null);
  }

  @Override
  public void request() {
    call().request(1);
  }

  @Override
  public void onNext(ConnectResponse message) {
    List<ServerFrame> frames;
    try {
      frames = Frames.decode(message);
    } catch (SottoException e) {
      // The call's end reaches onError as a plain cancellation, which says less than this.
      receiver.onFailed(e);
      cancel();
      return;
    }
    receiver.onFrames(frames);
  }

  @Override
  public void onError(Throwable t) {
    receiver.onFailed(errors.of(t));
  }

  @Override
  public void onCompleted() {
    receiver.onCompleted();
  }
}
