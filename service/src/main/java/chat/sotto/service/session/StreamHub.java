package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * All live streams of this server, found by device, user and session. Makes a stream's session,
 * hands news to the streams it concerns, ends streams, and drains them all. Safe for use by several
 * threads.
 */
public final class StreamHub implements LiveStreams, StreamNews {
  /** How long clients have, once the server drains, to half-close by themselves. */
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final StreamIndex<DeviceId> byDevice = new StreamIndex<>();
  private final StreamIndex<Username> byUser = new StreamIndex<>();
  private final StreamIndex<TokenHash> bySession = new StreamIndex<>();
  private final Set<StreamSession> all = ConcurrentHashMap.newKeySet();
  private final TailCache tails;
  private final StreamLog log;
  private final FrameEncoder encoder;
  private final Executor pool;
  private final StreamLimits limits;
  private final StreamObserver observer;
  private volatile boolean draining;

  /**
   * @param pool runs the streams' work; never blocked by it
   * @param observer hears what streams do
   */
  public StreamHub(
      TailCache tails,
      StreamLog log,
      FrameEncoder encoder,
      Executor pool,
      StreamLimits limits,
      StreamObserver observer) {
    this.tails = tails;
    this.log = log;
    this.encoder = encoder;
    this.pool = pool;
    this.limits = limits;
    this.observer = observer;
  }

  /** A new stream, which nobody knows until it is opened, and which ends if that takes too long. */
  public StreamSession accept(StreamIdentity identity, StreamTransport transport) {
    StreamSession stream =
        new StreamSession(
            identity,
            new ObservedTransport(transport, observer),
            this,
            MoreExecutors.newSequentialExecutor(pool),
            limits);
    CompletableFuture.delayedExecutor(limits.hello().toMillis(), TimeUnit.MILLISECONDS, pool)
        .execute(stream::expectOpened);
    return stream;
  }

  /** False when the server drains. */
  boolean register(StreamSession stream) {
    all.add(stream);
    StreamIdentity identity = stream.identity();
    byDevice.add(identity.device().device(), stream);
    byUser.add(identity.device().user(), stream);
    bySession.add(identity.session(), stream);
    return !draining;
  }

  void unregister(StreamSession stream) {
    StreamIdentity identity = stream.identity();
    byDevice.remove(identity.device().device(), stream);
    byUser.remove(identity.device().user(), stream);
    bySession.remove(identity.session(), stream);
    all.remove(stream);
  }

  @Override
  public void tell(ChatId chat, Seq reach, Collection<DeviceRef> readers) {
    for (DeviceRef reader : readers) {
      for (StreamSession stream : byDevice.find(reader.device())) {
        stream.tell(chat, reach.value());
      }
    }
  }

  @Override
  public void tellLast(ChatId chat, Seq last, Collection<DeviceRef> removed) {
    for (DeviceRef reader : removed) {
      for (StreamSession stream : byDevice.find(reader.device())) {
        stream.tellLast(chat, last.value());
      }
    }
  }

  @Override
  public void tellJoined(ChatId chat, Collection<DeviceRef> added) {
    for (DeviceRef reader : added) {
      byDevice.find(reader.device()).forEach(stream -> stream.tellJoined(chat));
    }
  }

  @Override
  public void signal(Signal signal, Collection<DeviceRef> devices) {
    EncodedFrame frame = null;
    for (DeviceRef reader : devices) {
      for (StreamSession stream : byDevice.find(reader.device())) {
        frame = frame == null ? encoder.signal(signal) : frame;
        stream.signal(signal.key(), frame, signal.fleeting());
      }
    }
  }

  @Override
  public void signal(Signal signal, Username user) {
    EncodedFrame frame = encoder.signal(signal);
    for (StreamSession stream : byUser.find(user)) {
      stream.signal(signal.key(), frame, signal.fleeting());
    }
  }

  @Override
  public void announced(Optional<Username> addressee) {
    addressee.map(byUser::find).orElse(all).forEach(StreamSession::tellAnnounced);
  }

  @Override
  public void endSession(TokenHash session, StreamFailure failure) {
    bySession.find(session).forEach(stream -> stream.shut(failure));
  }

  @Override
  public void endDevice(DeviceId device, StreamFailure failure) {
    byDevice.find(device).forEach(stream -> stream.shut(failure));
  }

  @Override
  public void endUser(Username user, StreamFailure failure) {
    byUser.find(user).forEach(stream -> stream.shut(failure));
  }

  @Override
  public int count() {
    return all.size();
  }

  @Override
  public void drain(Duration retryAfter) {
    draining = true;
    all.forEach(stream -> stream.drain(retryAfter));
    CompletableFuture.delayedExecutor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS, pool)
        .execute(() -> all.forEach(StreamSession::finish));
  }

  /**
   * Ends the streams that may not go on. What ends a session, a device or a user tells of it at
   * once; this is for what ends by the clock alone. To be called now and then.
   */
  public void recheck() {
    all.forEach(StreamSession::recheck);
  }

  /** A device has processed its part of a chat: stored, and passed on to the other users. */
  void acknowledged(DeviceRef device, ChatId chat, Seq seq) {
    log.acknowledged(device, chat, seq)
        .thenAccept(
            others -> signal(new Signal.DeliveredTo(chat, device.user(), seq.value()), others));
  }

  TailCache tails() {
    return tails;
  }

  StreamLog log() {
    return log;
  }

  StreamObserver observer() {
    return observer;
  }

  FrameEncoder encoder() {
    return encoder;
  }
}
