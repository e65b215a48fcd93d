package chat.sotto.it.upgrade;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.ServerLimits;
import chat.sotto.service.SottoServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what a release left on disk (see fixtures/README.md), and today's programs on it. Only
 * one process of this machine at a time has one, because profiles remember the server's address.
 */
final class OldRelease implements AutoCloseable {
  /** Those that are kept, the oldest first. */
  static final List<String> ALL = List.of("v0.1");

  static final String OPERATOR = "operator";
  private static final String ADDRESS = "127.77.3.21";
  private static final int CHAT_PORT = 17443;
  private static final int ENROLMENT_PORT = 17444;
  private static final int PLENTY = 1_000_000;

  private final String name;
  private final Path folder;
  private final FileChannel turn;
  private final List<Account> open = new ArrayList<>();
  private @Nullable SottoServer server;

  private OldRelease(String name, Path folder, FileChannel turn) {
    this.name = name;
    this.folder = folder;
    this.turn = turn;
  }

  /** Unpacks it; waits while another process has it. */
  static OldRelease unpack(String name, Path folder) {
    try {
      Path lock = Path.of(System.getProperty("java.io.tmpdir"), "sotto-upgrade-test.lock");
      FileChannel turn =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var unused = turn.lock();
      unzip(resource(name, "data.zip"), folder);
      return new OldRelease(name, folder, turn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unzip(InputStream archive, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(archive)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("not below the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.copy(zip, file);
        }
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(entry.isDirectory() ? "rwx------" : "rw-------"));
      }
    }
  }

  /** Starts today's server on the old data. */
  void startServer() {
    try {
      server =
          SottoServer.start(
              ServerConfig.durable(folder.resolve("server"))
                  .withBind(ADDRESS)
                  .withPorts(
                      ServerConfig.Ports.of(CHAT_PORT), ServerConfig.Ports.of(ENROLMENT_PORT))
                  // All renew their certificates from one address.
                  .withLimits(
                      ServerLimits.DEFAULT
                          .withEnrollment(PLENTY, PLENTY)
                          .withDrain(Duration.ofSeconds(3))));
    } catch (BindException e) {
      throw new AssertionError(
          "this test needs " + ADDRESS + " and the ports " + CHAT_PORT + " and " + ENROLMENT_PORT,
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where somebody's profile is. */
  Path profile(String user) {
    return folder.resolve(user.equals(OPERATOR) ? "server/operator" : user);
  }

  Password password(String user) {
    return Password.of(user.equals(OPERATOR) ? operatorsPassword() : "correct horse of " + user);
  }

  private String operatorsPassword() {
    try {
      return Files.readString(profile(OPERATOR).resolve("password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens somebody's profile with today's client. */
  Account open(String user) {
    Account account = Accounts.open(profile(user), () -> password(user), OpenMode.ONE_SHOT);
    open.add(account);
    return account;
  }

  /** The same, logged in: the old session has ended. */
  Account login(String user) {
    Account account = open(user);
    try {
      account.login(password(user));
      return account;
    } catch (SottoException e) {
      account.close();
      throw e;
    }
  }

  /** Somebody new. */
  Account register(String user, String link) {
    Registration registration =
        Accounts.register(
            new RegisterRequest(
                profile(user), link, new Username(user), "laptop", password(user), true));
    open.add(registration.account());
    return registration.account();
  }

  /** What the release printed about these data. */
  List<JsonObject> expected(String file) {
    try (InputStream stream = resource(name, "expected/" + file + ".jsonl")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String release, String file) {
    String path = "/fixtures/" + release + "/" + file;
    return Objects.requireNonNull(OldRelease.class.getResourceAsStream(path), path);
  }

  /** Folders that are there and should be in {@link #ALL}. */
  static List<String> kept() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/fixtures"))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    open.forEach(Account::close);
    if (server != null) {
      server.close();
    }
    try {
      turn.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
