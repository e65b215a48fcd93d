package chat.sotto.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.ClientFrame;
import chat.sotto.client.transport.ServerFrame;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UplinkTest {

  private static final ChatId CHAT = ChatId.random();

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final Executor serial = MoreExecutors.newSequentialExecutor(pool);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScriptedStreams server = new ScriptedStreams(UplinkTest::greet);
  private final Recorder owner = new Recorder();

  @AfterEach
  void stopThreads() {
    pool.shutdownNow();
    timer.shutdownNow();
  }

  private static void greet(ScriptedStreams.Stream stream, ClientFrame frame) {
    if (frame instanceof ClientFrame.Hello) {
      stream.say(
          new ServerFrame.HelloOk(256, 256, ByteString.EMPTY, 0), new ServerFrame.CaughtUp());
    }
  }

  private Uplink uplink(boolean reconnect) {
    return new Uplink(
        new Uplink.Threads(serial, pool, timer, new Random(1), () -> reconnect), server, owner);
  }

  private static SottoException refused() {
    return new SottoException(Reason.SERVER_UNREACHABLE, "nothing answers");
  }

  private static ClientFrame.Send send() {
    return new ClientFrame.Send(
        CHAT, ClientMessageId.random(), 1, ByteString.copyFromUtf8("sealed"), null);
  }

  @Test
  void start_serverThere_saysHelloFirstAndBecomesOnline() {
    uplink(true).start();

    await().until(() -> owner.states.contains(ConnectionState.ONLINE));
    assertThat(server.last().messages().get(0))
        .containsExactly(new ClientFrame.Hello(Map.of(CHAT, 7L), 0));
    assertThat(owner.states)
        .containsExactly(
            ConnectionState.CONNECTING, ConnectionState.SYNCHRONISING, ConnectionState.ONLINE);
  }

  @Test
  void start_serverAwayForSomeAttempts_connectsWhenItIsBack() {
    server.refuse(refused());
    uplink(true).start();
    await().until(() -> owner.states.size() >= 4);

    server.admit();

    await().until(() -> owner.states.contains(ConnectionState.ONLINE));
    assertThat(owner.stops).isEmpty();
  }

  @Test
  void start_anotherHistory_isReconciledBeforeTheStreamOpens() {
    ByteString other = ByteString.copyFromUtf8("other");
    ScriptedStreams restored =
        new ScriptedStreams(
            (stream, frame) -> {
              if (frame instanceof ClientFrame.Hello) {
                stream.say(new ServerFrame.HelloOk(256, 256, other, 0), new ServerFrame.CaughtUp());
              }
            });
    new Uplink(new Uplink.Threads(serial, pool, timer, new Random(1), () -> true), restored, owner)
        .start();

    await().until(() -> owner.opened.get() == 1);
    assertThat(owner.reconciled).containsExactly(other);
    assertThat(owner.stops).isEmpty();
  }

  @Test
  void start_positionFromFuture_isReconciledOnce() {
    server.refuse(new SottoException(Reason.POSITION_FROM_FUTURE, "beyond the log's end"));
    uplink(true).start();

    await().until(() -> !owner.stops.isEmpty());
    assertThat(owner.reconciled).containsExactly(ByteString.EMPTY);
    assertThat(owner.stops.get(0).reason()).isEqualTo("POSITION_FROM_FUTURE");
  }

  @Test
  void start_reconcilingFailsForWantOfAConnection_isTriedAgain() {
    owner.failures.add(refused());
    ByteString other = ByteString.copyFromUtf8("other");
    ScriptedStreams restored =
        new ScriptedStreams(
            (stream, frame) -> {
              if (frame instanceof ClientFrame.Hello) {
                stream.say(new ServerFrame.HelloOk(256, 256, other, 0), new ServerFrame.CaughtUp());
              }
            });
    new Uplink(new Uplink.Threads(serial, pool, timer, new Random(1), () -> true), restored, owner)
        .start();

    await().until(() -> owner.opened.get() == 1);
    assertThat(owner.reconciled).containsExactly(other);
  }

  @Test
  void start_sessionInvalid_stopsAtOnceWithTheReason() {
    server.refuse(new SottoException(Reason.SESSION_INVALID, "logged out"));
    uplink(true).start();

    await().until(() -> !owner.stops.isEmpty());

    assertThat(owner.stops.get(0).reason()).isEqualTo("SESSION_INVALID");
    assertThat(owner.states).containsExactly(ConnectionState.CONNECTING, ConnectionState.OFFLINE);
  }

  @Test
  void start_wrongServer_stopsAtOnceWithTheReason() {
    server.refuse(new SottoException(Reason.WRONG_SERVER, "another fingerprint"));
    uplink(true).start();

    await().until(() -> !owner.stops.isEmpty());

    assertThat(owner.stops.get(0).is(Reason.WRONG_SERVER)).isTrue();
  }

  @Test
  void start_oneShotAndServerAway_failsInsteadOfTryingAgain() {
    server.refuse(refused());
    uplink(false).start();

    await().until(() -> !owner.stops.isEmpty());

    assertThat(owner.stops.get(0).is(Reason.SERVER_UNREACHABLE)).isTrue();
  }

  @Test
  void lost_streamBreaks_isReportedAndDialledAgain() {
    uplink(true).start();
    await().until(() -> owner.states.contains(ConnectionState.ONLINE));

    server.last().fail(refused());

    await().until(() -> server.streams().size() == 2);
    await().until(() -> owner.opened.get() == 2);
    assertThat(owner.lost.get()).isEqualTo(1);
  }

  @Test
  void goAway_serverDrains_waitsAsLongAsItAsked() {
    uplink(true).start();
    await().until(() -> owner.states.contains(ConnectionState.ONLINE));
    long before = System.nanoTime();

    server.last().say(new ServerFrame.GoAway(Duration.ofMillis(600)));
    server.last().complete();

    await().until(() -> server.streams().size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(600));
  }

  @Test
  void goAway_beforeTheEnd_noMoreSendsGo() {
    Uplink uplink = uplink(true);
    uplink.start();
    await().until(() -> owner.states.contains(ConnectionState.ONLINE));
    ScriptedStreams.Stream first = server.last();

    first.say(new ServerFrame.GoAway(Duration.ofMillis(10)));
    uplink.offer(send());
    uplink.offer(new ClientFrame.Ack(CHAT, 9));

    await().until(() -> !first.frames(ClientFrame.Ack.class).isEmpty());
    assertThat(first.frames(ClientFrame.Send.class)).isEmpty();
  }

  @Test
  void offer_moreThanTheWindow_waitsForAnswers() {
    Uplink uplink = uplink(true);
    uplink.start();
    await().until(() -> owner.opened.get() == 1);

    for (int i = 0; i < 300; i++) {
      uplink.offer(send());
    }
    await().until(() -> server.last().frames(ClientFrame.Send.class).size() == 256);
    ClientFrame.Send first = server.last().frames(ClientFrame.Send.class).get(0);
    uplink.offer(new ClientFrame.Ack(CHAT, 9));
    await().until(() -> !server.last().frames(ClientFrame.Ack.class).isEmpty());
    assertThat(server.last().frames(ClientFrame.Send.class)).hasSize(256);

    server.last().say(new ServerFrame.Sent(CHAT, first.clientId(), 1, 1));

    await().until(() -> server.last().frames(ClientFrame.Send.class).size() == 257);
  }

  @Test
  void offer_whileTheTransportIsFull_travelsTogetherAfterwards() {
    Uplink uplink = uplink(true);
    uplink.start();
    await().until(() -> owner.opened.get() == 1);
    ScriptedStreams.Stream stream = server.last();
    stream.setReady(false);
    List<ClientFrame> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ClientFrame.Send send = send();
      sent.add(send);
      uplink.offer(send);
    }

    // Everything that was offered so far has been taken.
    CompletableFuture.runAsync(() -> {}, serial).join();
    stream.setReady(true);

    await().until(() -> stream.messages().size() == 2);
    assertThat(stream.messages().get(1)).containsExactlyElementsOf(sent);
  }

  @Test
  void offer_readMarksFasterThanOneASecond_sendsTheFirstAndTheLast() {
    Uplink uplink = uplink(true);
    uplink.start();
    await().until(() -> owner.opened.get() == 1);

    uplink.offer(new ClientFrame.MarkRead(CHAT, ByteString.copyFromUtf8("0")));
    await().until(() -> server.last().frames(ClientFrame.MarkRead.class).size() == 1);
    for (int i = 1; i <= 20; i++) {
      uplink.offer(new ClientFrame.MarkRead(CHAT, ByteString.copyFromUtf8("" + i)));
    }

    await().until(() -> server.last().frames(ClientFrame.MarkRead.class).size() == 2);
    assertThat(server.last().frames(ClientFrame.MarkRead.class))
        .extracting(mark -> mark.sealed().toStringUtf8())
        .containsExactly("0", "20");
  }

  @Test
  void close_framesWait_sendsThemThenHalfCloses() {
    Uplink uplink = uplink(true);
    uplink.start();
    await().until(() -> owner.opened.get() == 1);

    uplink.offer(new ClientFrame.Ack(CHAT, 12));
    uplink.close().join();

    assertThat(server.last().frames(ClientFrame.Ack.class))
        .containsExactly(new ClientFrame.Ack(CHAT, 12));
    assertThat(server.last().isHalfClosed()).isTrue();
    assertThat(owner.states).last().isEqualTo(ConnectionState.OFFLINE);
  }

  /** Writes down what it is told. */
  private static final class Recorder implements StreamOwner {
    final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    final List<SottoException> stops = new CopyOnWriteArrayList<>();
    final List<ByteString> reconciled = new CopyOnWriteArrayList<>();
    final Queue<SottoException> failures = new ConcurrentLinkedQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();

    @Override
    public ClientFrame.Hello hello() {
      return new ClientFrame.Hello(Map.of(CHAT, 7L), 0);
    }

    @Override
    public boolean knows(ByteString history) {
      return history.isEmpty() || reconciled.contains(history);
    }

    @Override
    public void reconcile(ByteString history) {
      SottoException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      reconciled.add(history);
    }

    @Override
    public void promised(long retentionSeconds) {}

    @Override
    public void onOpen() {
      opened.incrementAndGet();
    }

    @Override
    public void onCaughtUp() {}

    @Override
    public CompletableFuture<?> onFrames(List<ServerFrame> frames) {
      return CompletableFuture.completedFuture(frames);
    }

    @Override
    public void onLost() {
      lost.incrementAndGet();
    }

    @Override
    public void onState(ConnectionState state, @Nullable SottoException reason) {
      states.add(state);
    }

    @Override
    public void onStopped(SottoException reason) {
      stops.add(reason);
    }
  }
}
