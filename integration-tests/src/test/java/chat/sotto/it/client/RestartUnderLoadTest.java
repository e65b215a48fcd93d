package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Username;
import chat.sotto.it.wire.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's upgrade as two people in conversation see it. */
class RestartUnderLoadTest {
  private static final int MESSAGES = 200;
  private static final int BEFORE_THE_END = 60;
  private static final long QUEUED = 0;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void sigtermAndRestart_twoWhoWriteAllTheTime_goOnByThemselvesAndMissNothing() throws Exception {
    Path data = folder.resolve("data");
    ServerProcess first = ServerProcess.start(data);
    try (ServerProcess unusedFirst = first;
        Account alice = register(first, "alice");
        Account bob = register(first, "bob")) {
      ChatId chat = alice.request(new Username("bob"));
      bob.accept(chat);
      try (People.Ear aliceHears = new People.Ear(alice);
          People.Ear bobHears = new People.Ear(bob)) {
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<Long>> sent = new ArrayList<>();
        for (int i = 0; i < BEFORE_THE_END; i++) {
          sent.add(send(alice, chat, "alice " + i, answered));
          sent.add(send(bob, chat, "bob " + i, answered));
        }
        await().atMost(PATIENCE).until(() -> answered.get() > BEFORE_THE_END);

        first.terminate();
        for (int i = BEFORE_THE_END; i < MESSAGES; i++) {
          sent.add(send(alice, chat, "alice " + i, answered));
          sent.add(send(bob, chat, "bob " + i, answered));
        }
        assertThat(first.exitCode()).isZero();
        try (ServerProcess second = first.restart(data)) {
          assertThat(second.chat()).isEqualTo(first.chat());
          await()
              .atMost(PATIENCE)
              .untilAsserted(() -> assertThat(bobHears.texts()).hasSize(2 * MESSAGES));
          await()
              .atMost(PATIENCE)
              .untilAsserted(() -> assertThat(aliceHears.texts()).hasSize(2 * MESSAGES));
        }
        assertThat(sent.stream().map(CompletableFuture::join).filter(seq -> seq != QUEUED))
            .hasSizeGreaterThan(BEFORE_THE_END)
            .doesNotHaveDuplicates();
        assertThat(aliceHears.texts()).doesNotHaveDuplicates().isEqualTo(bobHears.texts());
        assertThat(aliceHears.texts().stream().filter(text -> text.startsWith("alice:")))
            .containsExactlyElementsOf(inOrder("alice"));
        assertThat(bobHears.texts().stream().filter(text -> text.startsWith("bob:")))
            .containsExactlyElementsOf(inOrder("bob"));
        wasToldWhy(aliceHears);
        wasToldWhy(bobHears);
      }
    }
  }

  private static List<String> inOrder(String name) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      texts.add(name + ": " + name + " " + i);
    }
    return texts;
  }

  private static void wasToldWhy(People.Ear ear) {
    List<Event.ConnectionChanged> changes = ear.heard(Event.ConnectionChanged.class);
    assertThat(changes)
        .anySatisfy(
            change -> {
              assertThat(change.state()).isEqualTo(ConnectionState.CONNECTING);
              assertThat(change.reason()).contains("the server is restarting or shutting down");
            });
    // The first is how it stood when listening began.
    assertThat(changes.subList(1, changes.size()))
        .noneMatch(change -> change.state() == ConnectionState.OFFLINE);
    assertThat(ear.heard(Event.SecurityWarning.class)).isEmpty();
  }

  private static CompletableFuture<Long> send(
      Account from, ChatId chat, String text, AtomicInteger answered) {
    return from.sendAsync(chat, text, null)
        .thenApply(
            message -> {
              answered.incrementAndGet();
              return message.seq().value();
            })
        // Who calls is not left waiting for as long as the server is away; the message waits on.
        .exceptionally(
            failure -> {
              assertThat(failure).hasMessageContaining("the server cannot be reached");
              return QUEUED;
            });
  }

  private Account register(ServerProcess server, String name) {
    return Accounts.register(
            new RegisterRequest(
                folder.resolve(name),
                server.joinLink(),
                Username.parse(name),
                name + "'s laptop",
                People.password(name),
                true))
        .account();
  }
}
