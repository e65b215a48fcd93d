package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstConversationTest {

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

  private static List<String> texts(List<ChatMessage> messages) {
    return messages.stream()
        .filter(message -> message.kind() == MessageKind.TEXT)
        .map(message -> message.sender() + ": " + message.text())
        .toList();
  }

  @Test
  void oneShots_requestAcceptSendRead_deliverBothWaysAndOffline() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");

    ChatId chat = alice.request(BOB);
    assertThat(alice.chats())
        .singleElement()
        .satisfies(c -> assertThat(c.state()).isEqualTo(ChatState.PENDING));
    assertThat(bob.requests())
        .singleElement()
        .satisfies(r -> assertThat(r.from()).isEqualTo(ALICE));
    bob.accept(chat);
    bob.close();

    // Bob is offline.
    assertThat(alice.send(chat, "hello bob", null).seq()).isEqualTo(new Seq(3));
    Account bobAgain = people.open("bob", OpenMode.ONE_SHOT);
    assertThat(bobAgain.chats().get(0).unread()).isEqualTo(1);
    assertThat(texts(bobAgain.read(chat, ALL))).containsExactly("alice: hello bob");
    bobAgain.send(chat, "hello alice", new Seq(3));
    bobAgain.close();

    List<ChatMessage> messages = alice.read(chat, ALL);
    assertThat(texts(messages)).containsExactly("alice: hello bob", "bob: hello alice");
    assertThat(messages.get(messages.size() - 1).replyTo()).isEqualTo(new Seq(3));
    assertThat(alice.chats().get(0).title()).isEqualTo("bob");
  }

  @Test
  void live_messagesMarksAndTyping_reachTheOther() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = alice.request(BOB);
    bob.accept(chat);
    try (People.Ear aliceHears = new People.Ear(alice);
        People.Ear bobHears = new People.Ear(bob)) {
      for (int i = 0; i < 20; i++) {
        alice.sendAsync(chat, "ping " + i, null).join();
        bob.sendAsync(chat, "pong " + i, null).join();
      }
      await().until(() -> aliceHears.texts().size() == 40 && bobHears.texts().size() == 40);
      assertThat(aliceHears.texts()).isEqualTo(bobHears.texts());

      bob.read(chat, ALL);
      bob.typing(chat, true);
      await().until(() -> !aliceHears.heard(Event.Read.class).isEmpty());
      await().until(() -> !aliceHears.heard(Event.Typing.class).isEmpty());
      assertThat(
              alice.read(chat, ALL).stream()
                  .filter(m -> ALICE.equals(m.sender()) && m.kind() == MessageKind.TEXT))
          .allSatisfy(m -> assertThat(m.status()).isEqualTo(MessageStatus.READ));
    }
  }

  @Test
  void rekey_thenSending_bothReadOn() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = alice.request(BOB);
    bob.accept(chat);
    alice.send(chat, "before", null);

    assertThat(bob.rekey(chat).value()).isEqualTo(2);

    alice.send(chat, "after", null);
    bob.send(chat, "me too", null);
    assertThat(texts(alice.read(chat, ALL)))
        .containsExactly("alice: before", "alice: after", "bob: me too");
    assertThat(texts(bob.read(chat, ALL)))
        .containsExactly("alice: before", "alice: after", "bob: me too");
  }

  @Test
  void serverRestarts_liveSessions_comeBackAndGoOn() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");
    ChatId chat = alice.request(BOB);
    bob.accept(chat);
    try (People.Ear aliceHears = new People.Ear(alice);
        People.Ear bobHears = new People.Ear(bob)) {
      alice.sendAsync(chat, "one", null).join();
      people.stopServer();
      people.startServer();
      alice.sendAsync(chat, "two", null).join();
      bob.sendAsync(chat, "three", null).join();

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> aliceHears.texts().size() == 3 && bobHears.texts().size() == 3);
      assertThat(bobHears.texts()).containsExactly("alice: one", "alice: two", "bob: three");
    }
  }

  @Test
  void safetyNumbers_ofBoth_areTheSame() {
    Account alice = people.register("alice");
    Account bob = people.register("bob");

    assertThat(alice.safety(BOB).number()).isEqualTo(bob.safety(ALICE).number());
    assertThat(alice.safety(BOB).verified()).isFalse();
    alice.verify(BOB);
    assertThat(alice.safety(BOB).verified()).isTrue();
  }
}
