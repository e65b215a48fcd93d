package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.Username;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from one person to another, through a real server. */
class FilesTest {
  private static final Username BOB = new Username("bob");

  @TempDir Path folder;
  private People people;
  private Account alice;
  private Account bob;
  private ChatId chat;

  @BeforeEach
  void start() {
    people = new People(folder);
    alice = people.register("alice");
    bob = people.register("bob");
    chat = alice.request(BOB);
    bob.accept(chat);
  }

  @AfterEach
  void stop() throws Exception {
    people.close();
  }

  private Path file(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return Files.write(folder.resolve("file-" + size + ".bin"), content);
  }

  private Seq send(Account from, Path file) {
    return from.sendFile(chat, new FileToSend(file, "", null, false), TransferListener.NONE).seq();
  }

  private SavedFile save(Account by, Seq seq, String name) {
    return by.save(chat, seq, new SaveTarget(folder.resolve(name), false), TransferListener.NONE);
  }

  private static ChatMessage last(Account account, ChatId chat) {
    List<ChatMessage> messages = account.read(chat, new ReadQuery(1, null, false));
    return messages.get(0);
  }

  private static List<Path> spool(Path profile) throws IOException {
    if (!Files.isDirectory(profile.resolve("spool"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(profile.resolve("spool"))) {
      return files.toList();
    }
  }

  @Test
  void oneShots_filesOfAnySize_arriveByteForByteAndAreTheSendersToo() throws IOException {
    for (int size :
        new int[] {0, 1, 131_072, 262_087, 262_088, 262_089, 1_048_520, 1_048_521, 5_000_000}) {
      Path file = file(size);
      Seq seq = send(alice, file);

      ChatMessage received = last(bob, chat);
      assertThat(received.kind()).isEqualTo(MessageKind.FILE);
      assertThat(received.seq()).isEqualTo(seq);
      assertThat(Objects.requireNonNull(received.file()).size()).isEqualTo(size);
      assertThat(save(bob, seq, "bobs-" + size).path()).hasSameBinaryContentAs(file);
      assertThat(last(alice, chat).file()).isEqualTo(received.file());
      assertThat(save(alice, seq, "alices-" + size).path()).hasSameBinaryContentAs(file);
    }
    assertThat(spool(people.profile("alice"))).isEmpty();
    assertThat(spool(people.profile("bob"))).isEmpty();
  }

  @Test
  void live_fileWithCaption_isHeardAndCanBeAnsweredAndDeleted() throws IOException {
    try (People.Ear ear = new People.Ear(bob)) {
      alice.send(chat, "look at this", null);
      Seq seq =
          alice
              .sendFile(
                  chat,
                  new FileToSend(file(100_000), "the sea", new Seq(3), false),
                  TransferListener.NONE)
              .seq();

      await()
          .until(
              () ->
                  ear.heard(Event.MessageReceived.class).stream()
                      .map(Event.MessageReceived::message)
                      .anyMatch(
                          m ->
                              m.kind() == MessageKind.FILE
                                  && "the sea".equals(m.text())
                                  && new Seq(3).equals(m.replyTo())));
      bob.send(chat, "lovely", seq);

      alice.deleteMessage(chat, seq);
      await().until(() -> !ear.heard(Event.MessageDeleted.class).isEmpty());
      for (Account account : List.of(alice, bob)) {
        assertThatExceptionOfType(SottoException.class)
            .isThrownBy(() -> save(account, seq, "gone"))
            .matches(e -> e.is(Reason.ENTRY_NOT_FOUND));
      }
    }
  }

  @Test
  void send_withoutServer_isQueuedAndGoesWithTheNextConnectionOfAnotherProcess()
      throws IOException {
    Path file = file(3_000_000);
    alice.send(chat, "there will be more", null);
    people.stopServer();
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> send(alice, file))
        .matches(e -> e.is(Reason.SERVER_UNREACHABLE))
        .matches(e -> e.hint().orElse("").contains("kept in the profile"));
    alice.close();
    Files.move(file, folder.resolve("elsewhere"));
    people.startServer();

    Account again = people.open("alice", OpenMode.LONG_RUNNING);
    try (People.Ear unused = new People.Ear(again)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> last(bob, chat).kind() == MessageKind.FILE);
    }

    assertThat(save(bob, last(bob, chat).seq(), "b").path())
        .hasSameBinaryContentAs(folder.resolve("elsewhere"));
    assertThat(spool(people.profile("alice"))).isEmpty();
  }

  @Test
  void serverRestarts_duringTransfersBothWays_theyGoOn() throws IOException {
    Path file = file(30_000_000);
    AtomicBoolean restarted = new AtomicBoolean();
    TransferListener restarting =
        (done, total) -> {
          if (done > total / 2 && restarted.compareAndSet(false, true)) {
            new Thread(
                    () -> {
                      people.stopServer();
                      people.startServer();
                    })
                .start();
          }
        };

    Seq seq = alice.sendFile(chat, new FileToSend(file, "", null, false), restarting).seq();
    assertThat(restarted).isTrue();
    await().ignoreExceptions().until(() -> last(bob, chat).seq().equals(seq));
    restarted.set(false);
    SavedFile saved = bob.save(chat, seq, new SaveTarget(folder.resolve("b"), false), restarting);

    assertThat(restarted).isTrue();
    assertThat(saved.path()).hasSameBinaryContentAs(file);
  }

  @Test
  void save_processEndsInBetween_fetchesOnlyTheRest() throws IOException {
    Path file = file(30_000_000);
    Seq seq = send(alice, file);
    AtomicBoolean closed = new AtomicBoolean();
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(
            () ->
                bob.save(
                    chat,
                    seq,
                    new SaveTarget(folder.resolve("b"), false),
                    (done, total) -> {
                      if (done > total / 3 && closed.compareAndSet(false, true)) {
                        new Thread(bob::close).start();
                      }
                    }))
        .matches(e -> e.is(Reason.SERVER_UNREACHABLE));
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(spool(people.profile("bob"))).hasSize(1);

    Account again = people.open("bob", OpenMode.ONE_SHOT);
    assertThat(save(again, seq, "b").path()).hasSameBinaryContentAs(file);
    assertThat(spool(people.profile("bob"))).isEmpty();
  }

  @Test
  void agent_sendAndSave_throughTheProcessThatHoldsTheProfile() throws IOException {
    alice.close();
    Account holder = people.open("alice", OpenMode.LONG_RUNNING);
    try (People.Ear unused = new People.Ear(holder)) {
      Account caller = people.open("alice", OpenMode.ONE_SHOT);
      Path file = file(2_000_000);

      Seq seq = send(caller, file);

      assertThat(last(caller, chat).kind()).isEqualTo(MessageKind.FILE);
      assertThat(save(caller, seq, "back").path()).hasSameBinaryContentAs(file);
      assertThat(save(bob, seq, "bobs").path()).hasSameBinaryContentAs(file);
    }
  }
}
