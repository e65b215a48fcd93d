package chat.sotto.it.client;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A server in this process, and the people on it with their profiles. */
final class People implements AutoCloseable {

  private final Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final UnaryOperator<ServerConfig> settings;
  private SottoServer server;
  private final int chatPort;
  private final int enrolmentPort;

  People(Path folder) {
    this(folder, config -> config);
  }

  /** A server that goes by this clock until it is started again. */
  People(Path folder, Clock clock) {
    this(folder, config -> config.withClock(clock), config -> config);
  }

  /** A server with other settings. */
  People(Path folder, UnaryOperator<ServerConfig> settings) {
    this(folder, settings, settings);
  }

  private People(
      Path folder, UnaryOperator<ServerConfig> settings, UnaryOperator<ServerConfig> later) {
    this.folder = folder;
    this.settings = later;
    this.server = start(0, 0, settings);
    this.chatPort = server.chatPort();
    this.enrolmentPort = server.enrollmentPort().orElseThrow();
  }

  private SottoServer start(int chatPort, int enrolmentPort, UnaryOperator<ServerConfig> with) {
    try {
      return SottoServer.start(
          with.apply(
              ServerConfig.durable(folder.resolve("server"))
                  .withBind("127.0.0.1")
                  .withPorts(
                      ServerConfig.Ports.of(chatPort), ServerConfig.Ports.of(enrolmentPort))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SottoServer server() {
    return server;
  }

  /** Stops the server. */
  void stopServer() {
    server.close();
  }

  /** Starts it again where it was, by the right time. */
  void startServer() {
    server = start(chatPort, enrolmentPort, settings);
  }

  /** The server's data are lost, and a copy of a backup is served in their place. */
  void restoreServer(Path backup) {
    Path copy = folder.resolve("restored");
    try {
      copyFolder(backup, copy);
      server.close();
      MoreFiles.deleteRecursively(folder.resolve("server"), RecursiveDeleteOption.ALLOW_INSECURE);
      Files.move(copy, folder.resolve("server"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startServer();
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path path : found.toList()) {
        Files.copy(
            path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  String link() {
    return server.joinLink().orElseThrow();
  }

  static Password password(String name) {
    return Password.of("correct horse " + name + " battery");
  }

  Path profile(String name) {
    return folder.resolve(name);
  }

  /** Registers somebody and keeps the account open. */
  Account register(String name) {
    return registration(name, true).account();
  }

  /** Registers who runs the server. */
  Account registerOperator() {
    return registration("operator", server.createOperatorInvite(), true).account();
  }

  Registration registration(String name, boolean vault) {
    return registration(name, link(), vault);
  }

  private Registration registration(String name, String link, boolean vault) {
    Registration registration =
        Accounts.register(
            new RegisterRequest(
                profile(name),
                link,
                Username.parse(name),
                name + "'s laptop",
                password(name),
                vault));
    open.add(registration.account());
    return registration;
  }

  /** Opens a profile again. */
  Account open(String name, OpenMode mode) {
    Account account = Accounts.open(profile(name), () -> password(name), mode);
    open.add(account);
    return account;
  }

  /** What somebody hears. */
  static final class Ear implements AutoCloseable {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Subscription subscription;

    Ear(Account account) {
      this.subscription = account.listen(events::add);
    }

    <E extends Event> List<E> heard(Class<E> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<String> texts() {
      return heard(Event.MessageReceived.class).stream()
          .map(Event.MessageReceived::message)
          .filter(message -> message.kind() == chat.sotto.client.model.MessageKind.TEXT)
          .map(message -> message.sender() + ": " + message.text())
          .toList();
    }

    @Override
    public void close() {
      subscription.close();
    }
  }

  @Override
  public void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    server.close();
  }
}
