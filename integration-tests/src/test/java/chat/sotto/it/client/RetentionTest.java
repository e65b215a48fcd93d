package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.it.wire.ServerLog;
import chat.sotto.it.wire.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server keeps messages for a day. */
class RetentionTest {
  private static final Username BOB = new Username("bob");
  private static final Duration KEPT = Duration.ofDays(1);
  private static final ReadQuery ALL = new ReadQuery(1_000, null, false);

  @TempDir Path folder;

  /** Begins in the past and stays there: clients hold erased messages against their own clock. */
  private final TestClock clock = TestClock.wrongBy(KEPT.multipliedBy(-3));

  private People people;
  private Account alice;
  private ChatId chat;

  @BeforeEach
  void start() {
    people = new People(folder, config -> config.withClock(clock).withRetention(KEPT));
    alice = people.register("alice");
    Account bob = people.register("bob");
    chat = alice.request(BOB);
    bob.accept(chat);
    bob.close();
  }

  @AfterEach
  void stop() throws Exception {
    people.close();
  }

  private List<ChatMessage> written(Account reader) {
    return reader.read(chat, ALL).stream().filter(m -> m.kind() != MessageKind.SYSTEM).toList();
  }

  private static List<String> shown(List<ChatMessage> messages) {
    return messages.stream().map(m -> m.kind() + " " + m.sender() + " " + m.text()).toList();
  }

  @Test
  void whoWasAway_seesOldMessagesAsExpired_andNoAttack_andGoesOn() {
    alice.send(chat, "old", null);
    clock.advance(KEPT.minusMinutes(1));
    alice.send(chat, "new", null);
    assertThat(people.server().expireMessages()).isZero();
    clock.advance(Duration.ofMinutes(2));
    assertThat(people.server().expireMessages()).isEqualTo(1);
    assertThat(people.server().expireMessages()).isZero();

    Account bob = people.open("bob", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(bob)) {
      await().until(() -> hears.texts().contains("alice: new"));
      assertThat(hears.heard(Event.SecurityWarning.class)).isEmpty();
      assertThat(shown(written(bob))).containsExactly("EXPIRED alice null", "TEXT alice new");
      // What both know of the log is the same.
      bob.send(chat, "hello", null);
      alice.send(chat, "hello bob", null);
      await().until(() -> hears.texts().contains("alice: hello bob"));
      assertThat(hears.heard(Event.SecurityWarning.class)).isEmpty();
    }
    assertThat(shown(written(alice)))
        .as("what a client has stays with it")
        .containsExactly(
            "TEXT alice old", "TEXT alice new", "TEXT bob hello", "TEXT alice hello bob");
  }

  @Test
  void streams_areNotSentWhatIsErased_fromMemoryEither() {
    for (int i = 0; i < 100; i++) {
      alice.sendAsync(chat, "number " + i, null).join();
    }
    clock.advance(KEPT.plusMinutes(1));
    assertThat(people.server().expireMessages()).isEqualTo(100);

    Account bob = people.open("bob", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(bob)) {
      alice.send(chat, "the last", null);
      await().until(() -> hears.texts().contains("alice: the last"));
      assertThat(hears.texts()).containsExactly("alice: the last");
    }
    assertThat(written(bob)).filteredOn(m -> m.kind() == MessageKind.EXPIRED).hasSize(100);
  }

  @Test
  void start_erasesWhatHasBecomeTooOldMeanwhile() {
    alice.send(chat, "old", null);
    people.stopServer();
    clock.advance(KEPT.plusMinutes(1));
    try (ServerLog log = ServerLog.open()) {
      people.startServer();
      await()
          .until(() -> log.lines().stream().anyMatch(line -> line.startsWith("erased 1 messages")));
    }
    Account bob = people.open("bob", OpenMode.ONE_SHOT);
    assertThat(shown(written(bob))).containsExactly("EXPIRED alice null");
  }

  @Test
  void expired_canStillBeDeletedByItsAuthor() {
    Seq old = alice.send(chat, "old", null).seq();
    clock.advance(KEPT.plusMinutes(1));
    people.server().expireMessages();

    alice.deleteMessage(chat, old);

    Account bob = people.open("bob", OpenMode.ONE_SHOT);
    assertThat(shown(written(bob))).containsExactly("DELETED alice null");
    bob.send(chat, "ok", null);
    assertThat(shown(written(alice))).containsExactly("DELETED alice null", "TEXT bob ok");
  }
}
