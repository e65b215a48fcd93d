package chat.sotto.client.session;

import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.ChatStream;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A server's side of the stream, made of lists: a second implementation of the port, for tests. */
final class ScriptedStreams implements Dialer {

  /** What the server does with each frame; runs on the client's thread. */
  private final BiConsumer<Stream, ClientFrame> server;

  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private volatile Optional<SottoException> refusal = Optional.empty();

  ScriptedStreams(BiConsumer<Stream, ClientFrame> server) {
    this.server = server;
  }

  /** Every dialling fails from now on. */
  void refuse(SottoException cause) {
    refusal = Optional.of(cause);
  }

  /** Dialling works again. */
  void admit() {
    refusal = Optional.empty();
  }

  /** All streams so far. */
  List<Stream> streams() {
    return streams;
  }

  /** The newest stream. */
  Stream last() {
    return streams.get(streams.size() - 1);
  }

  @Override
  public ChatStream dial(ChatStream.Receiver receiver) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    Stream stream = new Stream(receiver);
    streams.add(stream);
    return stream;
  }

  /** One stream. */
  final class Stream implements ChatStream {
    private final Receiver receiver;
    private final List<List<ClientFrame>> messages = new CopyOnWriteArrayList<>();
    private volatile boolean ready = true;
    private volatile boolean halfClosed;
    private volatile boolean cancelled;

    Stream(Receiver receiver) {
      this.receiver = receiver;
    }

    /** The server says something. */
    void say(ServerFrame... frames) {
      receiver.onFrames(List.of(frames));
    }

    /** The server ends the stream in order. */
    void complete() {
      receiver.onCompleted();
    }

    /** The stream breaks. */
    void fail(SottoException cause) {
      receiver.onFailed(cause);
    }

    /** The transport's buffer is full, or not any more. */
    void setReady(boolean ready) {
      this.ready = ready;
      if (ready) {
        receiver.onReady();
      }
    }

    /** What the client wrote, by stream message. */
    List<List<ClientFrame>> messages() {
      return messages;
    }

    /** What the client wrote, of one kind. */
    <F extends ClientFrame> List<F> frames(Class<F> kind) {
      List<F> found = new ArrayList<>();
      messages.forEach(
          message -> message.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add));
      return found;
    }

    boolean isHalfClosed() {
      return halfClosed;
    }

    boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void send(List<ClientFrame> frames) {
      messages.add(List.copyOf(frames));
      frames.forEach(frame -> server.accept(this, frame));
    }

    @Override
    public void halfClose() {
      halfClosed = true;
      receiver.onCompleted();
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void request() {}
  }
}
