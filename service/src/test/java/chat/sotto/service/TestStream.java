package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.v1.Ack;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.Hello;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.Position;
import chat.sotto.v1.Send;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The client's end of a stream: keeps what it is told. */
final class TestStream implements ClientResponseObserver<ConnectRequest, ConnectResponse> {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final boolean reading;
  private @Nullable ClientCallStreamObserver<ConnectRequest> requests;
  private final List<ServerFrame> frames = new ArrayList<>();
  private int largestMessage;
  private volatile boolean completed;
  private volatile @Nullable Throwable failure;

  private TestStream(boolean reading) {
    this.reading = reading;
  }

  /**
   * Opens a stream.
   *
   * @param reading whether messages are taken as they come; else only as {@link #take} asks
   */
  static TestStream open(ChatServiceGrpc.ChatServiceStub stub, boolean reading) {
    TestStream stream = new TestStream(reading);
    var unused = stub.connect(stream);
    return stream;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ConnectRequest> stream) {
    requests = stream;
    if (!reading) {
      stream.disableAutoRequestWithInitial(0);
    }
  }

  @Override
  public synchronized void onNext(ConnectResponse response) {
    frames.addAll(response.getFramesList());
    largestMessage = Math.max(largestMessage, response.getFramesCount());
  }

  @Override
  public void onError(Throwable problem) {
    failure = problem;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  private ClientCallStreamObserver<ConnectRequest> requests() {
    ClientCallStreamObserver<ConnectRequest> open = requests;
    assertThat(open).isNotNull();
    if (open == null) {
      throw new IllegalStateException();
    }
    return open;
  }

  // ---- What the client says

  void say(ClientFrame... said) {
    say(Arrays.asList(said));
  }

  void say(List<ClientFrame> said) {
    requests().onNext(ConnectRequest.newBuilder().addAllFrames(said).build());
  }

  void hello(Position... positions) {
    say(helloFrame(positions));
  }

  static ClientFrame helloFrame(Position... positions) {
    return ClientFrame.newBuilder()
        .setHello(
            Hello.newBuilder().setProtocolVersion(1).addAllPositions(Arrays.asList(positions)))
        .build();
  }

  static Position at(ChatId chat, long seq) {
    return Position.newBuilder().setChatId(chat.toByteString()).setSeq(seq).build();
  }

  static ClientFrame ackFrame(ChatId chat, long seq) {
    return ClientFrame.newBuilder().setAck(Ack.newBuilder().setPosition(at(chat, seq))).build();
  }

  void ack(ChatId chat, long seq) {
    say(ackFrame(chat, seq));
  }

  static ClientFrame sendFrame(ChatId chat, int size) {
    byte[] payload = new byte[size];
    RANDOM.nextBytes(payload);
    return ClientFrame.newBuilder()
        .setSend(
            Send.newBuilder()
                .setChatId(chat.toByteString())
                .setClientId(ClientMessageId.random(RANDOM).toByteString())
                .setAfterHandshake(2)
                .setPayload(ByteString.copyFrom(payload)))
        .build();
  }

  void take(int messages) {
    requests().request(messages);
  }

  boolean isReady() {
    return requests().isReady();
  }

  void halfClose() {
    requests().onCompleted();
  }

  void cancel() {
    requests().cancel("the test has enough", null);
  }

  // ---- What the server said

  synchronized List<ServerFrame> frames() {
    return List.copyOf(frames);
  }

  synchronized int largestMessage() {
    return largestMessage;
  }

  <T> List<T> all(Predicate<ServerFrame> kind, Function<ServerFrame, T> part) {
    return frames().stream().filter(kind).map(part).toList();
  }

  <T> T awaitOne(Predicate<ServerFrame> kind, Function<ServerFrame, T> part) {
    await().atMost(PATIENCE).until(() -> !all(kind, part).isEmpty() || isOver());
    List<T> found = all(kind, part);
    assertThat(found).as("frames, while the stream has failed with %s", failure).isNotEmpty();
    return found.get(0);
  }

  List<LogEntry> entries(ChatId chat) {
    return all(
        frame -> frame.hasEntry() && frame.getEntry().getChatId().equals(chat.toByteString()),
        ServerFrame::getEntry);
  }

  List<Long> sequences(ChatId chat) {
    return entries(chat).stream().map(LogEntry::getSeq).toList();
  }

  void awaitSequence(ChatId chat, long seq) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(sequences(chat)).as("failure: %s", failure).contains(seq));
  }

  void awaitCaughtUp() {
    awaitOne(ServerFrame::hasCaughtUp, ServerFrame::getCaughtUp);
  }

  boolean isCompleted() {
    return completed;
  }

  boolean isOver() {
    return completed || failure != null;
  }

  void awaitCompletion() {
    await().atMost(PATIENCE).until(this::isOver);
    assertThat(failure).isNull();
  }

  /** The reason in the error that ends the stream. */
  String awaitFailure() {
    await().atMost(PATIENCE).until(this::isOver);
    Throwable problem = failure;
    assertThat(problem).isNotNull();
    return problem == null ? "" : reason(problem);
  }

  /** The status and the reason of an error. */
  static String reason(Throwable problem) {
    com.google.rpc.Status status = StatusProto.fromThrowable(problem);
    Status.Code code = Status.fromThrowable(problem).getCode();
    if (status == null || status.getDetailsCount() == 0) {
      return code + " without reason: " + problem;
    }
    try {
      return code + " " + status.getDetails(0).unpack(ErrorInfo.class).getReason();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
