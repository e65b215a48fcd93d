package chat.sotto.it.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.ClientCommands;
import chat.sotto.cli.Program;
import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.terminal.ShutdownStopSignal;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.cli.terminal.SystemTerminal;
import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What docs/debugging.md takes for granted: a server, alice and bob with a chat of two messages, an
 * operator, and the credentials that {@code sotto credentials} has written for alice and the
 * operator.
 */
final class DebuggingWorld implements AutoCloseable {
  private static final String PASSWORD = "correct horse battery of everybody";

  private final Path folder;
  private final SottoServer server;
  private final ChatId chat;

  private DebuggingWorld(Path folder, SottoServer server) {
    this.folder = folder;
    this.server = server;
    try (Account alice = register("alice", server.joinLink().orElseThrow());
        Account bob = register("bob", server.joinLink().orElseThrow())) {
      chat = alice.request(new Username("bob"));
      bob.accept(chat);
      alice.send(chat, "hello bob", null);
      bob.send(chat, "hello alice", null);
    }
    register("operator-profile", server.createOperatorInvite()).close();
    credentials("alice", "creds");
    credentials("operator-profile", "operator");
  }

  static DebuggingWorld start(Path folder) {
    try {
      return new DebuggingWorld(
          folder,
          SottoServer.start(
              ServerConfig.durable(folder.resolve("server"))
                  .withBind("127.0.0.1")
                  .withPorts(ServerConfig.Ports.of(0), ServerConfig.Ports.of(0))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Account register(String name, String link) {
    return Accounts.register(
            new RegisterRequest(
                folder.resolve(name),
                link,
                Username.parse(name),
                "test",
                Password.of(PASSWORD),
                true))
        .account();
  }

  private void credentials(String profile, String output) {
    try {
      Path password = Files.writeString(folder.resolve("password"), PASSWORD);
      String line =
          sotto(
              "",
              "--json",
              "--profile",
              folder.resolve(profile).toString(),
              "--password-file",
              password.toString(),
              "credentials",
              "--output",
              folder.resolve(output).toString());
      assertThat(line).contains("\"ok\":true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command line in this process; what it prints. */
  String sotto(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Program(
                new Surroundings(
                    Map.of(),
                    folder,
                    new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                    out,
                    err,
                    new SystemTerminal(),
                    new ShutdownStopSignal(),
                    ZoneOffset.UTC,
                    "test"),
                new RealAccounts(),
                List.of(new ClientCommands()),
                profile -> {})
            .run(arguments);
    assertThat(code).as("%s", err).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  Path folder() {
    return folder;
  }

  /** What the document cannot know, in its own variables. */
  Map<String, String> variables(Path schema) {
    return Map.of(
        "CHAT", server.chatEndpoint(),
        "ENROLL", server.enrollmentEndpoint().orElseThrow(),
        "SERVER", serverName(),
        "SCHEMA", schema.toString(),
        "ID", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(chat.toString())));
  }

  private String serverName() {
    String link = server.joinLink().orElseThrow();
    String fingerprint = link.substring(link.indexOf('#') + 1, link.lastIndexOf('.'));
    byte[] bytes = Base64.getUrlDecoder().decode(fingerprint);
    return HexFormat.of().formatHex(bytes, 0, 16) + ".sotto.internal";
  }

  @Override
  public void close() {
    server.close();
  }

  private static final class RealAccounts implements AccountOpener {
    @Override
    public Registration register(RegisterRequest request) {
      return Accounts.register(request);
    }

    @Override
    public Account open(Path profile, PasswordSource password, OpenMode mode) {
      return Accounts.open(profile, password, mode);
    }
  }
}
