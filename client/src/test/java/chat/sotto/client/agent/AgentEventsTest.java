package chat.sotto.client.agent;

import static chat.sotto.client.agent.ScriptedAccount.BOB;
import static chat.sotto.client.agent.ScriptedAccount.CHAT;
import static chat.sotto.client.agent.ScriptedAccount.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.profile.ProfileDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentEventsTest {
  private static final List<Event> ALL =
      List.of(
          new Event.MessageReceived(ScriptedAccount.TEXT),
          new Event.MessageReceived(ScriptedAccount.NOTICE),
          new Event.Delivered(CHAT, BOB, new Seq(1)),
          new Event.Read(CHAT, BOB, new Seq(2)),
          new Event.Typing(CHAT, BOB, true),
          new Event.Typing(CHAT, BOB, false),
          new Event.RequestReceived(new ChatRequest(CHAT, BOB, ChatKind.GROUP, TIME)),
          new Event.ChatChanged(ScriptedAccount.INFO),
          new Event.MessageDeleted(CHAT, new Seq(3)),
          new Event.ConnectionChanged(ConnectionState.ONLINE, null),
          new Event.ConnectionChanged(ConnectionState.CONNECTING, "refused"),
          new Event.SecurityWarning(
              Event.SecurityWarning.Kind.LOG_DIFFERS, CHAT, BOB, "compare with bob"),
          new Event.SecurityWarning(
              Event.SecurityWarning.Kind.SERVER_IDENTITY, null, null, "another server"),
          new Event.Announced(
              new Announcement(1_763_000_000_000L, Instant.ofEpochMilli(5), "tea at four", true)));

  @TempDir Path temporary;
  private final ScriptedAccount held = new ScriptedAccount();
  private final Recorder recorder = new Recorder();
  private final List<AutoCloseable> open = new ArrayList<>();
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));

  @BeforeEach
  void start() {
    directory = new ProfileDirectory(temporary);
    open.add(AgentServer.start(directory, held));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @Test
  void listen_everyKindOfEvent_arrivesInOrder() {
    assertThat(ALL.stream().map(Object::getClass).distinct())
        .hasSize(Event.class.getPermittedSubclasses().length);
    Subscription subscription = connect().listen(recorder);
    await().until(() -> recorder.events.size() == 1);
    recorder.events.clear();

    ALL.forEach(held.listeners.get(0)::onEvent);

    await().untilAsserted(() -> assertThat(recorder.events).isEqualTo(ALL));
    subscription.close();
  }

  @Test
  void listen_firstEventBeforeTheAnswer_isNotLost() {
    Subscription subscription = connect().listen(recorder);

    await()
        .untilAsserted(
            () ->
                assertThat(recorder.events)
                    .containsExactly(new Event.MessageDeleted(CHAT, Seq.ZERO)));
    subscription.close();
  }

  @Test
  void close_subscription_endsItInTheHoldersProcess() {
    AgentAccount account = connect();
    Subscription subscription = account.listen(recorder);
    assertThat(held.listeners).hasSize(1);

    subscription.close();

    await().until(held.listeners::isEmpty);
    assertThat(account.stats()).isEqualTo(held.stats());
    assertThat(recorder.ends).isEmpty();
  }

  @Test
  void close_account_endsItsSubscriptions() {
    AgentAccount account = connect();
    Subscription unused = account.listen(recorder);

    account.close();

    await().until(held.listeners::isEmpty);
  }

  @Test
  void onEnd_inTheHoldersProcess_arrivesTyped() {
    Subscription unused = connect().listen(recorder);

    held.listeners.get(0).onEnd(new SottoException(Reason.DEVICE_REVOKED, "revoked"));

    await()
        .untilAsserted(
            () ->
                assertThat(recorder.ends)
                    .singleElement()
                    .matches(e -> e.is(Reason.DEVICE_REVOKED)));
  }

  @Test
  void agentEnds_listening_isToldOnce() throws Exception {
    Subscription unused = connect().listen(recorder);

    open.get(0).close();

    await()
        .untilAsserted(
            () -> assertThat(recorder.ends).singleElement().matches(e -> e.is(Reason.AGENT_GONE)));
  }

  @Test
  void listen_refused_failsAndNobodyListens() {
    AgentAccount account = connect();
    held.failure = new SottoException(Reason.NOT_LOGGED_IN, "no");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> account.listen(recorder))
        .matches(e -> e.is(Reason.NOT_LOGGED_IN));
  }

  @Test
  void listen_tooOften_isRefused() {
    AgentAccount account = connect();
    for (int i = 0; i < AgentProtocol.MAX_SUBSCRIPTIONS; i++) {
      Subscription unused = account.listen(recorder);
    }

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> account.listen(recorder))
        .matches(e -> e.is(Reason.LIMIT_REACHED));
  }

  @Test
  void listener_blocked_holdsUpNoCallAndIsCutOffInTheEnd() {
    CountDownLatch release = new CountDownLatch(1);
    AgentAccount account = connect();
    Recorder blocked =
        new Recorder() {
          @Override
          public void onEvent(Event event) {
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    Subscription unused = account.listen(blocked);
    EventListener inside = held.listeners.get(0);

    for (int i = 0; i < EventListener.MAX_BACKLOG + 10; i++) {
      inside.onEvent(new Event.MessageDeleted(CHAT, new Seq(i)));
    }

    assertThat(account.stats()).isEqualTo(held.stats());
    await().until(held.listeners::isEmpty);
    release.countDown();
    await()
        .untilAsserted(
            () ->
                assertThat(blocked.ends).singleElement().matches(e -> e.is(Reason.LIMIT_REACHED)));
  }

  private AgentAccount connect() {
    AgentAccount account = AgentAccount.connect(directory).orElseThrow();
    open.add(account);
    return account;
  }

  /** Keeps what it hears. */
  private static class Recorder implements EventListener {
    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<SottoException> ends = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(Event event) {
      events.add(event);
    }

    @Override
    public void onEnd(SottoException cause) {
      ends.add(cause);
    }
  }
}
