package chat.sotto.it.wire;

import chat.sotto.v1.Ack;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.ClientFrame;
import chat.sotto.v1.ConnectRequest;
import chat.sotto.v1.ConnectResponse;
import chat.sotto.v1.Hello;
import chat.sotto.v1.HelloOk;
import chat.sotto.v1.LogEntry;
import chat.sotto.v1.Position;
import chat.sotto.v1.Send;
import chat.sotto.v1.Sent;
import chat.sotto.v1.ServerFrame;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A chat stream by hand: what is said, in which order and when it is read is up to the test. Frames
 * that came are kept; waiting for one looks at all of them, so nothing is missed by asking late.
 */
public final class WireStream implements AutoCloseable {
  /** The protocol version that tests speak. */
  public static final int VERSION = 1;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ClientCall<byte[], ConnectResponse> call;

  /** A call takes one message at a time, and tests speak from several threads. */
  private final Object speaking = new Object();

  private final List<ServerFrame> frames = new ArrayList<>();
  private @Nullable Refusal end;
  private boolean reading = true;
  private boolean owed;
  private Consumer<ServerFrame> onFrame = frame -> {};

  private WireStream(ClientCall<byte[], ConnectResponse> call) {
    this.call = call;
  }

  static WireStream open(Channel channel) {
    MethodDescriptor<byte[], ConnectResponse> method =
        ChatServiceGrpc.getConnectMethod().toBuilder(
                new RawBytes(), ChatServiceGrpc.getConnectMethod().getResponseMarshaller())
            .build();
    WireStream stream = new WireStream(channel.newCall(method, CallOptions.DEFAULT));
    stream.call.start(stream.new Ear(), new Metadata());
    stream.call.request(1);
    return stream;
  }

  /**
   * Calls for each frame, on the transport's thread, before it is kept. Set it before {@link
   * #hello}.
   */
  public synchronized WireStream onFrame(Consumer<ServerFrame> listener) {
    onFrame = listener;
    return this;
  }

  // What the client says.

  /** Frames in one stream message. */
  public WireStream say(ClientFrame... said) {
    return say(List.of(said));
  }

  /** Frames in one stream message. */
  public WireStream say(List<ClientFrame> said) {
    return sayBytes(ConnectRequest.newBuilder().addAllFrames(said).build().toByteArray());
  }

  /** Any bytes as one stream message. */
  public WireStream sayBytes(byte[] message) {
    synchronized (speaking) {
      call.sendMessage(message);
    }
    return this;
  }

  /** Says Hello. */
  public WireStream sayHello(Position... positions) {
    return say(helloFrame(VERSION, positions));
  }

  /** Says Hello and waits until everything old has come. */
  public WireStream hello(Position... positions) {
    sayHello(positions);
    await("HelloOk", ServerFrame::hasHelloOk);
    await("CaughtUp", ServerFrame::hasCaughtUp);
    return this;
  }

  /** What the server answered to Hello. */
  public HelloOk helloOk() {
    return await("HelloOk", ServerFrame::hasHelloOk).getHelloOk();
  }

  /** Moves the device's position. */
  public WireStream ack(ByteString chat, long seq) {
    return say(
        ClientFrame.newBuilder().setAck(Ack.newBuilder().setPosition(position(chat, seq))).build());
  }

  /** Says Send and returns its client message id. */
  public ByteString post(WireChat chat, ByteString payload) {
    ByteString id = ProtocolBytes.randomId();
    say(sendFrame(chat.id(), id, chat.handshake(), payload));
    return id;
  }

  /** Says Send and waits until it is stored. */
  public Sent send(WireChat chat, ByteString payload) {
    ByteString id = post(chat, payload);
    ServerFrame answer = answer(id);
    if (!answer.hasSent()) {
      throw new AssertionError("not stored: " + answer);
    }
    return answer.getSent();
  }

  /** Nothing more will be said. */
  public WireStream halfClose() {
    synchronized (speaking) {
      call.halfClose();
    }
    return this;
  }

  /** Whether the transport would send at once what is said now. */
  public boolean isWritable() {
    return call.isReady();
  }

  // What the server says.

  /** Takes no more stream messages off the transport. */
  public synchronized WireStream stopReading() {
    reading = false;
    return this;
  }

  /** Takes them again. */
  public synchronized WireStream startReading() {
    reading = true;
    if (owed) {
      owed = false;
      call.request(1);
    }
    return this;
  }

  /** Everything that came so far. */
  public synchronized List<ServerFrame> frames() {
    return List.copyOf(frames);
  }

  /** The entries of a chat that came so far. */
  public List<LogEntry> entries(ByteString chat) {
    return frames().stream()
        .filter(ServerFrame::hasEntry)
        .map(ServerFrame::getEntry)
        .filter(entry -> entry.getChatId().equals(chat))
        .toList();
  }

  /** Waits for an entry. */
  public LogEntry awaitEntry(ByteString chat, long seq) {
    return await(
            "entry " + seq,
            frame ->
                frame.hasEntry()
                    && frame.getEntry().getSeq() == seq
                    && frame.getEntry().getChatId().equals(chat))
        .getEntry();
  }

  /** Waits for the answer to a Send or Commit. */
  public ServerFrame answer(ByteString clientId) {
    return await("an answer", frame -> answers(frame, clientId));
  }

  /** Whether a frame is the answer to a Send or Commit. */
  public static boolean answers(ServerFrame frame, ByteString clientId) {
    return answered(frame).filter(clientId::equals).isPresent();
  }

  /** Which Send or Commit a frame answers. */
  public static Optional<ByteString> answered(ServerFrame frame) {
    return switch (frame.getFrameCase()) {
      case SENT -> Optional.of(frame.getSent().getClientId());
      case SEND_REJECTED -> Optional.of(frame.getSendRejected().getClientId());
      case COMMIT_RECEIPT -> Optional.of(frame.getCommitReceipt().getClientId());
      case COMMIT_REJECTED -> Optional.of(frame.getCommitRejected().getClientId());
      default -> Optional.empty();
    };
  }

  /** Waits for a frame; the first of those that came is returned. */
  public ServerFrame await(String what, Predicate<ServerFrame> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (this) {
      int looked = 0;
      while (true) {
        for (; looked < frames.size(); looked++) {
          if (wanted.test(frames.get(looked))) {
            return frames.get(looked);
          }
        }
        if (end != null) {
          throw new AssertionError("the stream ended before " + what + ": " + end);
        }
        pause(deadline, what);
      }
    }
  }

  /** Waits for the end of the stream and says how it ended; status OK is an end, too. */
  public Refusal awaitEnd() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (this) {
      while (true) {
        Refusal ended = end;
        if (ended != null) {
          return ended;
        }
        pause(deadline, "the end of the stream");
      }
    }
  }

  /** Whether the stream has not ended. */
  public synchronized boolean isOpen() {
    return end == null;
  }

  /** The loop is the callers'. */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized void pause(long deadline, String what) {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      int from = Math.max(0, frames.size() - 5);
      throw new AssertionError(
          "waited in vain for " + what + "; last came " + frames.subList(from, frames.size()));
    }
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Drops the stream without a word; nothing happens if it has ended. */
  @Override
  public void close() {
    call.cancel("the test is done", null);
  }

  // Frames.

  /** A Hello. */
  public static ClientFrame helloFrame(int version, Position... positions) {
    return ClientFrame.newBuilder()
        .setHello(
            Hello.newBuilder().setProtocolVersion(version).addAllPositions(List.of(positions)))
        .build();
  }

  /** A Send. */
  public static ClientFrame sendFrame(
      ByteString chat, ByteString clientId, long afterHandshake, ByteString payload) {
    return ClientFrame.newBuilder()
        .setSend(
            Send.newBuilder()
                .setChatId(chat)
                .setClientId(clientId)
                .setAfterHandshake(afterHandshake)
                .setPayload(payload))
        .build();
  }

  /** A place in a log. */
  public static Position position(ByteString chat, long seq) {
    return Position.newBuilder().setChatId(chat).setSeq(seq).build();
  }

  private final class Ear extends ClientCall.Listener<ConnectResponse> {
    @Override
    public void onMessage(ConnectResponse message) {
      synchronized (WireStream.this) {
        for (ServerFrame frame : message.getFramesList()) {
          onFrame.accept(frame);
          frames.add(frame);
        }
        if (reading) {
          call.request(1);
        } else {
          owed = true;
        }
        WireStream.this.notifyAll();
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (WireStream.this) {
        end = new Refusal(status, trailers);
        WireStream.this.notifyAll();
      }
    }
  }

  /** Sends what it is given; nothing is read by it. */
  static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
