package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountLifeTest {

  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final ReadQuery ALL = new ReadQuery(100, null, false);

  @TempDir Path folder;
  private People people;

  @BeforeEach
  void start() {
    people = new People(folder);
  }

  @AfterEach
  void stop() throws Exception {
    people.close();
  }

  private static void fails(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SottoException.class, e -> assertThat(e.reason()).isEqualTo(reason.name()));
  }

  private ChatId friends(Account alice, Account bob) {
    ChatId chat = alice.request(BOB);
    bob.accept(chat);
    return chat;
  }

  @Test
  void login_wrongThenRight_countsAtTheServerAndSucceeds() {
    people.register("alice").close();
    Account alice = people.open("alice", OpenMode.ONE_SHOT);

    fails(() -> alice.login(Password.of("not the right one")), Reason.WRONG_PASSWORD);
    alice.login(People.password("alice"));
    alice.login(People.password("alice"));
    assertThat(alice.whoAmI().loggedIn()).isTrue();

    alice.logout();
    alice.logout();
    assertThat(alice.whoAmI().loggedIn()).isFalse();
    fails(alice::chats, Reason.NOT_LOGGED_IN);
    alice.login(People.password("alice"));
    assertThat(alice.chats()).isEmpty();
  }

  @Test
  void open_wrongPassword_isRefusedHere() {
    people.register("alice").close();

    Account alice =
        Accounts.open(
            people.profile("alice"), () -> Password.of("something else"), OpenMode.ONE_SHOT);

    fails(alice::chats, Reason.WRONG_PASSWORD);
    alice.close();
  }

  @Test
  void changePassword_thenOpenWithTheNewOne_works() {
    Account alice = people.register("alice");
    Password fresh = Password.of("entirely different staple");

    alice.changePassword(People.password("alice"), fresh);
    alice.close();

    Account again = Accounts.open(people.profile("alice"), () -> fresh, OpenMode.ONE_SHOT);
    again.login(fresh);
    assertThat(again.chats()).isEmpty();
    again.close();
    Account old = people.open("alice", OpenMode.ONE_SHOT);
    fails(old::chats, Reason.WRONG_PASSWORD);
    fails(() -> old.login(People.password("alice")), Reason.WRONG_PASSWORD);
  }

  @Test
  void recover_withTheCode_setsPasswordAndNewCode() {
    recovers(true);
  }

  @Test
  void recover_withoutVault_setsPasswordAndNewCode() {
    recovers(false);
  }

  private void recovers(boolean vault) {
    Registration registration = people.registration("alice", vault);
    registration.account().close();
    Password fresh = Password.of("entirely different staple");
    Account alice = people.open("alice", OpenMode.ONE_SHOT);

    fails(() -> alice.recover(RecoveryCode.generate(), fresh), Reason.WRONG_RECOVERY_CODE);
    RecoveryCode code = alice.recover(registration.recoveryCode(), fresh);
    alice.close();

    Account again = Accounts.open(people.profile("alice"), () -> fresh, OpenMode.ONE_SHOT);
    again.login(fresh);
    again.recover(code, People.password("alice"));
    again.login(People.password("alice"));
    assertThat(again.devices()).singleElement().satisfies(d -> assertThat(d.current()).isTrue());
    again.close();
  }

  @Test
  void deleteAccount_profileGoesAndTheOtherSideReadsOn() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = friends(alice, bob);
    alice.send(chat, "so long", null);

    fails(() -> alice.deleteAccount(Password.of("not the right one")), Reason.WRONG_PASSWORD);
    alice.deleteAccount(People.password("alice"));
    alice.close();

    assertThat(Files.exists(people.profile("alice").resolve("profile.json"))).isFalse();
    assertThat(bob.chats().get(0).state()).isEqualTo(ChatState.CLOSED);
    assertThat(bob.read(chat, ALL)).anySatisfy(m -> assertThat(m.text()).isEqualTo("so long"));
    fails(() -> bob.send(chat, "still there?", null), Reason.CHAT_CLOSED);
    fails(() -> people.register("alice"), Reason.NAME_TAKEN);
  }

  @Test
  void register_nameTaken_leavesNothingBehind() {
    people.register("alice");

    fails(
        () ->
            Accounts.register(
                new RegisterRequest(
                    people.profile("second"),
                    people.link(),
                    ALICE,
                    "laptop",
                    People.password("alice"),
                    true)),
        Reason.NAME_TAKEN);
    assertThat(Files.exists(people.profile("second").resolve("profile.json"))).isFalse();
  }

  @Test
  void register_wrongFingerprint_isWrongServer() {
    String link = people.link();
    int hash = link.indexOf('#');
    char first = link.charAt(hash + 1) == 'A' ? 'B' : 'A';
    String wrong = link.substring(0, hash + 1) + first + link.substring(hash + 2);

    fails(
        () ->
            Accounts.register(
                new RegisterRequest(
                    people.profile("alice"),
                    wrong,
                    ALICE,
                    "laptop",
                    People.password("alice"),
                    true)),
        Reason.WRONG_SERVER);
  }

  @Test
  void declineBlockAndDuplicates_behaveAsTyped() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId first = alice.request(BOB);
    assertThat(alice.request(BOB)).isEqualTo(first);
    fails(() -> alice.send(first, "too early", null), Reason.CHAT_PENDING);
    fails(() -> alice.request(new Username("nobody")), Reason.USER_NOT_FOUND);
    fails(() -> alice.request(ALICE), Reason.INVALID_FIELD);

    bob.decline(first);
    fails(() -> alice.send(first, "declined", null), Reason.CHAT_CLOSED);

    // Each asks the other: the second request accepts the first.
    ChatId second = bob.request(ALICE);
    assertThat(alice.request(BOB)).isEqualTo(second);
    alice.send(second, "there you are", null);
    bob.block(ALICE);
    assertThat(bob.blocked()).containsExactly(ALICE);
    fails(() -> alice.send(second, "hello?", null), Reason.BLOCKED);
    bob.unblock(ALICE);
    alice.send(second, "hello again", null);
  }

  @Test
  void deleteMessage_ownForEverybody_othersHere() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = friends(alice, bob);
    SentMessage slip = alice.send(chat, "a slip", null);
    SentMessage kept = alice.send(chat, "kept", null);
    bob.read(chat, ALL);

    assertThat(alice.deleteMessage(chat, slip.seq())).isEqualTo(DeletionScope.EVERYONE);
    assertThat(bob.deleteMessage(chat, kept.seq())).isEqualTo(DeletionScope.ME);

    assertThat(bob.read(chat, ALL)).noneSatisfy(m -> assertThat(m.text()).isEqualTo("a slip"));
    assertThat(bob.read(chat, ALL)).noneSatisfy(m -> assertThat(m.text()).isEqualTo("kept"));
    assertThat(alice.read(chat, ALL)).anySatisfy(m -> assertThat(m.text()).isEqualTo("kept"));
    alice.send(chat, "going on", null);
    assertThat(bob.read(chat, ALL)).anySatisfy(m -> assertThat(m.text()).isEqualTo("going on"));
  }

  @Test
  void leaveAndDeleteChat_closeForTheOther() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = friends(alice, bob);
    alice.send(chat, "hello", null);

    alice.leave(chat);
    alice.leave(chat);
    assertThat(alice.chats().get(0).state()).isEqualTo(ChatState.CLOSED);
    assertThat(alice.read(chat, ALL)).anySatisfy(m -> assertThat(m.text()).isEqualTo("hello"));
    assertThat(bob.chats().get(0).state()).isEqualTo(ChatState.CLOSED);
    bob.deleteChat(chat);
    assertThat(bob.chats()).isEmpty();
    fails(() -> bob.deleteChat(chat), Reason.CHAT_NOT_FOUND);
  }

  @Test
  void send_serverAway_isQueuedAndSentWithTheNextConnection() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = friends(alice, bob);
    alice.send(chat, "one", null);
    people.stopServer();

    fails(() -> alice.send(chat, "two", null), Reason.SERVER_UNREACHABLE);
    alice.close();
    people.startServer();

    Account again = people.open("alice", OpenMode.ONE_SHOT);
    again.send(chat, "three", null);
    assertThat(bob.read(chat, ALL))
        .filteredOn(m -> m.kind() == MessageKind.TEXT)
        .extracting(m -> m.text())
        .containsExactly("one", "two", "three");
  }

  @Test
  void send_hundredMessages_changesTheKeyByItself() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = friends(alice, bob);
    try (People.Ear bobHears = new People.Ear(bob);
        People.Ear aliceHears = new People.Ear(alice)) {
      for (int i = 0; i < 250; i++) {
        var unused = alice.sendAsync(chat, "message " + i, null);
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> bobHears.texts().size() == 250);
      for (int i = 0; i < 250; i++) {
        assertThat(bobHears.texts().get(i)).isEqualTo("alice: message " + i);
      }
      assertThat(bob.read(chat, new ReadQuery(1000, null, false)))
          .filteredOn(
              m ->
                  m.kind() == MessageKind.SYSTEM
                      && "alice changed the encryption key".equals(m.text()))
          .hasSize(2);
      assertThat(aliceHears.heard(Event.SecurityWarning.class)).isEmpty();
    }
  }

  @Test
  void longRunning_servesOneShots() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = friends(alice, bob);
    alice.close();
    Account running = people.open("alice", OpenMode.LONG_RUNNING);
    try (People.Ear ear = new People.Ear(running)) {
      Account oneShot =
          Accounts.open(
              people.profile("alice"),
              () -> {
                throw new IllegalStateException("nobody may ask");
              },
              OpenMode.ONE_SHOT);
      oneShot.send(chat, "by the agent", null);
      oneShot.close();
      await().until(() -> ear.texts().contains("alice: by the agent"));
      fails(() -> people.open("alice", OpenMode.LONG_RUNNING), Reason.PROFILE_IN_USE);
    }
  }
}
