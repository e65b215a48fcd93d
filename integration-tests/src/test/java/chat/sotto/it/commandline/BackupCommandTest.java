package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own is backed up at work, killed, and restored. */
class BackupCommandTest {
  private static final ReadQuery ALL = new ReadQuery(1_000, null, false);
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private static Password password(String name) {
    return Password.of("correct horse of " + name);
  }

  private Account register(String link, String name) {
    Account account =
        Accounts.register(
                new RegisterRequest(
                    folder.resolve(name), link, new Username(name), "desk", password(name), true))
            .account();
    open.add(account);
    return account;
  }

  private SottoProcess serve(Path data, String port, String enrollPort) {
    SottoProcess process =
        SottoProcess.start(
            "serve",
            "--json",
            "--data",
            data.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            port,
            "--enroll-port",
            enrollPort);
    open.add(process);
    return process;
  }

  private static String port(JsonObject announced, String listener) {
    String endpoint = announced.get(listener).getAsString();
    return endpoint.substring(endpoint.lastIndexOf(':') + 1);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path path : found.toList()) {
        Files.copy(
            path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static List<String> texts(Account reader, ChatId chat) {
    return reader.read(chat, ALL).stream()
        .filter(message -> message.kind() == MessageKind.TEXT)
        .map(message -> message.text())
        .toList();
  }

  @Test
  void backup_whileMessagesFlow_restoresAfterTheServerIsGone() throws Exception {
    Path data = folder.resolve("data");
    SottoProcess server = serve(data, "0", "0");
    JsonObject announced = JsonParser.parseString(server.awaitOut("{")).getAsJsonObject();
    String link = announced.get("join").getAsString();
    Account alice = register(link, "alice");
    Account bob = register(link, "bob");
    Account carol = register(link, "carol");
    ChatId flowing = alice.request(new Username("bob"));
    bob.accept(flowing);
    bob.close();
    ChatId quiet = alice.request(new Username("carol"));
    carol.accept(quiet);
    for (int i = 0; i < 5; i++) {
      alice.send(quiet, "quiet " + i, null);
    }

    List<String> acknowledged = new CopyOnWriteArrayList<>();
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> flow =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !enough.get(); i++) {
                alice.send(flowing, "number " + i, null);
                acknowledged.add("number " + i);
              }
            });
    await().atMost(LONG).until(() -> acknowledged.size() > 20);
    Path profile = data.resolve("operator");
    Somebody operator = new Somebody("operator", profile, profile.resolve("password"));
    int before = acknowledged.size();
    JsonObject made = operator.json("admin", "backup").json();
    int after = acknowledged.size();
    await().atMost(LONG).until(() -> acknowledged.size() > after + 5);
    enough.set(true);
    flow.join();
    assertThat(after).as("nobody waited for the backup").isGreaterThan(before);

    Path backup = Path.of(made.get("path").getAsString());
    assertThat(backup.getParent()).isEqualTo(data.resolve("backups"));
    assertThat(
            new ProcessBuilder("sha256sum", "--check", "--strict", "MANIFEST")
                .directory(backup.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sums").toFile())
                .start()
                .waitFor())
        .as("sha256sum --check")
        .isZero();
    Path restored = folder.resolve("restored");
    copy(backup, restored);
    server.close();
    MoreFiles.deleteRecursively(data, RecursiveDeleteOption.ALLOW_INSECURE);
    serve(restored, port(announced, "chat"), port(announced, "enroll")).awaitOut("{");

    Account bobAgain =
        Accounts.open(folder.resolve("bob"), () -> password("bob"), OpenMode.ONE_SHOT);
    open.add(bobAgain);
    List<String> kept = texts(bobAgain, flowing);
    assertThat(kept)
        .as("all that was acknowledged before it began")
        .hasSizeGreaterThanOrEqualTo(before);
    assertThat(acknowledged)
        .as("in order, and nothing else")
        .startsWith(kept.toArray(String[]::new));
    assertThat(texts(carol, quiet)).hasSize(5);
    alice.send(quiet, "and on", null);
    carol.send(quiet, "yes", null);
    assertThat(texts(alice, quiet)).endsWith("and on", "yes");
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> alice.send(flowing, "lost", null))
        .matches(e -> e.reason().equals("LOG_ROLLED_BACK"));
    assertThat(texts(alice, flowing)).isEqualTo(acknowledged);

    Path restoredProfile = restored.resolve("operator");
    Somebody again = new Somebody("operator", restoredProfile, restoredProfile.resolve("password"));
    assertThat(again.json("admin", "stats").json().get("users").getAsInt()).isEqualTo(4);
  }
}
