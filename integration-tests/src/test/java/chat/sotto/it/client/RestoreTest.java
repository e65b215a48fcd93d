package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is lost and comes back from a backup that is older than what its clients have. */
class RestoreTest {
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final Username CAROL = new Username("carol");
  private static final ReadQuery ALL = new ReadQuery(100, null, false);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private People people;
  private Account operator;
  private Account alice;
  private Account bob;
  private Account carol;
  private ChatId withBob;
  private ChatId withCarol;

  @BeforeEach
  void start() {
    people = new People(folder);
    operator = people.registerOperator();
    alice = people.register("alice");
    bob = people.register("bob");
    carol = people.register("carol");
    withBob = alice.request(BOB);
    bob.accept(withBob);
    withCarol = alice.request(CAROL);
    carol.accept(withCarol);
    alice.send(withBob, "before", null);
    carol.send(withCarol, "hello alice", null);
    assertThat(texts(alice, withCarol)).containsExactly("carol: hello alice");
  }

  @AfterEach
  void stop() throws Exception {
    people.close();
  }

  private static List<String> texts(Account reader, ChatId chat) {
    return reader.read(chat, ALL).stream()
        .filter(message -> message.kind() == MessageKind.TEXT)
        .map(message -> message.sender() + ": " + message.text())
        .toList();
  }

  private static ChatState state(Account account, ChatId chat) {
    return account.chats().stream()
        .filter(info -> info.chat().equals(chat))
        .map(ChatInfo::state)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> warnings(People.Ear ear) {
    return ear.heard(Event.SecurityWarning.class).stream()
        .map(warning -> warning.kind() + " " + warning.chat() + " " + warning.message())
        .toList();
  }

  private static void refusedAsRolledBack(Account account, ChatId chat) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> account.send(chat, "x", null))
        .matches(e -> e.reason().equals("LOG_ROLLED_BACK") && e.failure() == Failure.SECURITY)
        .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("sotto request"));
  }

  @Test
  void liveClientAhead_isTold_keepsWhatItHas_andGoesOnInANewChat() {
    Backup backup = operator.backup();
    alice.send(withBob, "lost at the server", null);
    alice.close();
    Account live = people.open("alice", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(live)) {
      live.send(withBob, "lost as well", null);
      people.restoreServer(Path.of(backup.path()));

      await().atMost(LONG).until(() -> !warnings(hears).isEmpty());
      assertThat(warnings(hears))
          .singleElement()
          .asString()
          .startsWith("LOG_ROLLED_BACK " + withBob)
          .contains("ends at #3")
          .contains("up to #5")
          .contains("sotto request bob");
      refusedAsRolledBack(live, withBob);
      assertThat(texts(live, withBob))
          .containsExactly("alice: before", "alice: lost at the server", "alice: lost as well");
      assertThat(state(live, withBob)).isEqualTo(ChatState.CLOSED);

      // Other chats go on, both ways.
      carol.send(withCarol, "and now?", null);
      await().atMost(LONG).until(() -> hears.texts().contains("carol: and now?"));
      live.send(withCarol, "still here", null);
      assertThat(texts(carol, withCarol))
          .containsExactly("carol: hello alice", "carol: and now?", "alice: still here");

      // Bob, who had not got further than the backup, sees that nobody reads on there.
      assertThat(texts(bob, withBob)).containsExactly("alice: before");
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(() -> bob.send(withBob, "are you there?", null))
          .matches(e -> e.reason().equals("CHAT_CLOSED"));

      ChatId anew = live.request(BOB);
      assertThat(anew).isNotEqualTo(withBob);
      bob.accept(anew);
      live.send(anew, "again", null);
      bob.send(anew, "hello again", null);
      assertThat(texts(bob, anew)).containsExactly("alice: again", "bob: hello again");
      assertThat(live.resolve("bob")).isEqualTo(anew);
      assertThat(warnings(hears)).as("told once").hasSize(1);
    }
  }

  @Test
  void bothAhead_eachIsTold_andOneRequestIsEnough() {
    Backup backup = operator.backup();
    alice.send(withBob, "lost", null);
    assertThat(texts(bob, withBob)).containsExactly("alice: before", "alice: lost");
    people.restoreServer(Path.of(backup.path()));

    refusedAsRolledBack(alice, withBob);
    refusedAsRolledBack(bob, withBob);
    ChatId anew = bob.request(ALICE);
    alice.accept(anew);
    alice.send(anew, "again", null);
    assertThat(texts(bob, anew)).containsExactly("alice: again");
    assertThat(texts(bob, withBob)).containsExactly("alice: before", "alice: lost");
  }

  @Test
  void oneShots_withoutStream_noticeItToo() {
    Backup backup = operator.backup();
    alice.send(withBob, "lost", null);
    people.restoreServer(Path.of(backup.path()));

    assertThat(texts(alice, withBob)).containsExactly("alice: before", "alice: lost");
    assertThat(state(alice, withBob)).isEqualTo(ChatState.CLOSED);
    assertThat(state(alice, withCarol)).isEqualTo(ChatState.ACTIVE);
    refusedAsRolledBack(alice, withBob);

    ChatId anew = alice.request(BOB);
    bob.accept(anew);
    assertThat(bob.resolve("alice")).as("the old one is closed by now").isEqualTo(anew);
  }

  @Test
  void serverHasGrownAgain_behindTheSameNumbers_isNoticedBeforeAnythingIsRead() {
    Backup backup = operator.backup();
    alice.send(withBob, "lost", null);
    people.restoreServer(Path.of(backup.path()));
    bob.send(withBob, "another", null);
    bob.send(withBob, "and another", null);

    alice.close();
    Account live = people.open("alice", OpenMode.LONG_RUNNING);
    try (People.Ear hears = new People.Ear(live)) {
      await().atMost(LONG).until(() -> !warnings(hears).isEmpty());
      assertThat(warnings(hears))
          .singleElement()
          .asString()
          .startsWith("LOG_ROLLED_BACK " + withBob);
      assertThat(texts(live, withBob)).containsExactly("alice: before", "alice: lost");
    }
  }

  @Test
  void chatThatTheBackupDoesNotKnow_closesHere_andCanBeAskedForAgain() {
    Backup backup = operator.backup();
    ChatId lost = bob.request(CAROL);
    carol.accept(lost);
    bob.send(lost, "hi carol", null);
    assertThat(texts(carol, lost)).containsExactly("bob: hi carol");
    people.restoreServer(Path.of(backup.path()));

    refusedAsRolledBack(bob, lost);
    assertThat(texts(carol, lost)).containsExactly("bob: hi carol");
    assertThat(state(carol, lost)).isEqualTo(ChatState.CLOSED);
    ChatId anew = bob.request(CAROL);
    carol.accept(anew);
    bob.send(anew, "hi again", null);
    assertThat(texts(carol, anew)).containsExactly("bob: hi again");
  }

  @Test
  void deviceThatTheBackupDoesNotKnow_isToldWhatToDo() {
    Backup backup = operator.backup();
    Account dave = people.register("dave");
    people.restoreServer(Path.of(backup.path()));

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(dave::chats)
        .matches(e -> e.reason().equals("UNKNOWN_DEVICE"))
        .satisfies(
            e ->
                assertThat(e.hint().orElseThrow())
                    .contains("restored from a backup")
                    .contains("sotto --profile"));
  }

  @Test
  void nothingLost_nobodyIsTold_andAllGoesOn() {
    alice.close();
    bob.close();
    Account aliceLive = people.open("alice", OpenMode.LONG_RUNNING);
    Account bobLive = people.open("bob", OpenMode.LONG_RUNNING);
    try (People.Ear aliceHears = new People.Ear(aliceLive);
        People.Ear bobHears = new People.Ear(bobLive)) {
      await().atMost(LONG).until(() -> bobHears.texts().contains("alice: before"));
      people.restoreServer(Path.of(operator.backup().path()));

      aliceLive.send(withBob, "after", null);
      await().atMost(LONG).until(() -> bobHears.texts().contains("alice: after"));
      bobLive.send(withBob, "yes", null);
      await().atMost(LONG).until(() -> aliceHears.texts().contains("bob: yes"));
      assertThat(warnings(aliceHears)).isEmpty();
      assertThat(warnings(bobHears)).isEmpty();
    }
  }

  @Test
  void announcementsAfterTheRestore_reachWhoHadSeenLaterOnes() {
    Backup backup = operator.backup();
    operator.announce("seen and lost", null);
    assertThat(bob.announcements(10)).hasSize(1);
    people.restoreServer(Path.of(backup.path()));

    operator.announce("we are back", null);
    assertThat(bob.announcements(10))
        .extracting(said -> said.text())
        .containsExactly("seen and lost", "we are back");
  }
}
