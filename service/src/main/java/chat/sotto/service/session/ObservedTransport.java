package chat.sotto.service.session;

import java.util.List;

/** A transport that tells an observer what passes. Confined like the transport. */
final class ObservedTransport implements StreamTransport {
  private final StreamTransport transport;
  private final StreamObserver observer;
  private boolean waiting;

  ObservedTransport(StreamTransport transport, StreamObserver observer) {
    this.transport = transport;
    this.observer = observer;
  }

  @Override
  public boolean isReady() {
    boolean ready = transport.isReady();
    if (!ready && !waiting) {
      waiting = true;
      observer.paused();
    }
    return ready;
  }

  @Override
  public void send(List<EncodedFrame> frames) {
    waiting = false;
    transport.send(frames);
    observer.sent(frames.size());
  }

  @Override
  public void requestMessage() {
    transport.requestMessage();
  }

  @Override
  public void complete() {
    transport.complete();
  }

  @Override
  public void fail(StreamFailure failure) {
    transport.fail(failure);
  }
}
