package chat.sotto.it.terminal;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.ServerLimits;
import chat.sotto.service.SottoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in this process, and people on it: some sit at a {@link PseudoTerminal}, others are here
 * to write to them.
 */
final class Town implements AutoCloseable {
  private static final int PLENTY = 1_000_000;

  private final Path folder;
  private SottoServer server;
  private final int enrolmentPort;
  private int chatPort;
  private int promised;
  private boolean stopped;
  private final List<AutoCloseable> open = new ArrayList<>();

  Town(Path folder) {
    this.folder = folder;
    this.server = start(ServerConfig.Ports.of(0), 0);
    this.chatPort = server.chatPort();
    this.enrolmentPort = server.enrollmentPort().orElseThrow();
  }

  private SottoServer start(ServerConfig.Ports chat, int enrolment) {
    try {
      return SottoServer.start(
          ServerConfig.durable(folder.resolve("server"))
              .withBind("127.0.0.1")
              .withPorts(chat, ServerConfig.Ports.of(enrolment))
              // All newcomers come from one address.
              .withLimits(ServerLimits.DEFAULT.withEnrollment(PLENTY, PLENTY)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The link that admits ten users. */
  String link() {
    return server.joinLink().orElseThrow();
  }

  /** Where somebody's profile is, or would be. */
  Path profile(String name) {
    return folder.resolve(name);
  }

  static String password(String name) {
    return "correct horse " + name + " battery";
  }

  /** Makes an account for somebody who will sit at a terminal. */
  void settle(String name) {
    register(name).close();
  }

  /** Makes an account for somebody who writes from here. */
  Account neighbour(String name) {
    register(name).close();
    Account account = open(name, OpenMode.LONG_RUNNING);
    open.add(account);
    return account;
  }

  /** Somebody who has an account, for a moment; the caller closes it. */
  Account visit(String name) {
    return open(name, OpenMode.ONE_SHOT);
  }

  private Account open(String name, OpenMode mode) {
    return Accounts.open(profile(name), () -> Password.of(password(name)), mode);
  }

  private Account register(String name) {
    return Accounts.register(
            new RegisterRequest(
                profile(name),
                link(),
                new Username(name),
                "machine of " + name,
                Password.of(password(name)),
                true))
        .account();
  }

  /** A chat that one asks for and the other accepts. */
  static ChatId acquaint(Account one, Account other) {
    ChatId chat = one.request(other.whoAmI().username());
    other.accept(chat);
    return chat;
  }

  /** A terminal for somebody's profile. */
  SottoTerminal terminal(String name) {
    return SottoTerminal.of(profile(name));
  }

  /** Stops the server. */
  void stopServer() {
    server.close();
    stopped = true;
  }

  /** Starts the server again where it was, unless it runs. */
  void startServer() {
    if (!stopped) {
      return;
    }
    stopped = false;
    server = start(ServerConfig.Ports.of(chatPort), enrolmentPort);
  }

  /** From now on the server tells newcomers a place for its chats where nobody is. */
  void leadNewcomersAstray() {
    promised = freePort();
    server.close();
    server = start(new ServerConfig.Ports(chatPort, promised), enrolmentPort);
  }

  /** The server moves to where it has sent newcomers. */
  void leadNewcomersHome() {
    stopServer();
    chatPort = promised;
    startServer();
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    server.close();
  }
}
