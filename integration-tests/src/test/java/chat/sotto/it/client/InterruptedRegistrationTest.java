package chat.sotto.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.ProfileState;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.SottoServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection dies when the server has made the account and before the client knows. */
class InterruptedRegistrationTest {
  private static final String ALICE = "alice";

  @TempDir Path folder;

  @Test
  void register_answerLost_isFinishedByRepeatingItWithoutASecondUseOfTheToken() throws Exception {
    try (People people = new People(folder);
        Gate gate =
            new Gate(
                people.server().enrollmentPort().orElseThrow(),
                () -> count("SELECT count(*) FROM account") > 0)) {
      String link =
          people
              .link()
              .replace(
                  ":" + people.server().enrollmentPort().orElseThrow() + "/",
                  ":" + gate.port() + "/");
      RegisterRequest request =
          new RegisterRequest(
              people.profile(ALICE),
              link,
              Username.parse(ALICE),
              "laptop",
              People.password(ALICE),
              true);

      assertThatThrownBy(() -> Accounts.register(request)).isInstanceOf(SottoException.class);
      assertThat(gate.cuts()).isPositive();
      assertThat(count("SELECT count(*) FROM account")).isEqualTo(1);
      assertThat(usesLeft()).isEqualTo(9);

      gate.open();
      Registration finished = Accounts.register(request);
      finished.account().close();
      assertThat(usesLeft()).isEqualTo(9);
      assertThat(count("SELECT count(*) FROM device")).isEqualTo(1);

      // The code that it printed is the one that the server was given at the first attempt.
      Password fresh = Password.of("entirely different staple");
      try (Account alice = people.open(ALICE, OpenMode.ONE_SHOT)) {
        alice.recover(finished.recoveryCode(), fresh);
        alice.login(fresh);
        assertThat(alice.devices()).hasSize(1);
      }
    }
  }

  @Test
  void register_firstLoginFails_isUnfinishedUntilTheCodeIsHandedOver() throws Exception {
    int later;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      later = free.getLocalPort();
    }
    Path profile = folder.resolve(ALICE);
    Password password = People.password(ALICE);
    assertThat(Accounts.state(profile)).isEqualTo(ProfileState.ABSENT);
    fails(() -> Accounts.resume(profile, password), Reason.NOT_REGISTERED);
    ServerConfig config = ServerConfig.durable(folder.resolve("server")).withBind("127.0.0.1");
    ServerConfig.Ports enrolment;
    try (SottoServer server =
        SottoServer.start(
            config.withPorts(new ServerConfig.Ports(0, later), ServerConfig.Ports.of(0)))) {
      enrolment = ServerConfig.Ports.of(server.enrollmentPort().orElseThrow());
      String link = server.joinLink().orElseThrow();
      fails(
          () ->
              Accounts.register(
                  new RegisterRequest(
                      profile, link, Username.parse(ALICE), "laptop", password, true)),
          Reason.SERVER_UNREACHABLE);
      assertThat(count("SELECT count(*) FROM account")).isEqualTo(1);
      assertThat(Accounts.state(profile))
          .isEqualTo(
              new ProfileState(ProfileState.Stage.UNFINISHED, Optional.of(Username.parse(ALICE))));
      fails(() -> Accounts.open(profile, () -> password, OpenMode.ONE_SHOT), Reason.NOT_REGISTERED);
      fails(() -> Accounts.resume(profile, People.password("bob")), Reason.WRONG_PASSWORD);
    }
    try (SottoServer unused =
        SottoServer.start(config.withPorts(ServerConfig.Ports.of(later), enrolment))) {
      Registration finished = Accounts.resume(profile, password);
      finished.account().close();
      assertThat(usesLeft()).isEqualTo(9);
      assertThat(Accounts.state(profile).stage()).isEqualTo(ProfileState.Stage.REGISTERED);
      fails(() -> Accounts.resume(profile, password), Reason.ALREADY_REGISTERED);
      fails(() -> Accounts.discard(profile), Reason.ALREADY_REGISTERED);
      try (Account alice = Accounts.open(profile, () -> password, OpenMode.ONE_SHOT)) {
        alice.recover(finished.recoveryCode(), Password.of("entirely different staple"));
      }
    }
  }

  @Test
  void discard_unfinished_leavesRoomForAnother() throws Exception {
    try (SottoServer server =
        SottoServer.start(
            ServerConfig.durable(folder.resolve("server"))
                .withBind("127.0.0.1")
                .withPorts(new ServerConfig.Ports(0, 1), ServerConfig.Ports.of(0)))) {
      Path profile = folder.resolve(ALICE);
      String link = server.joinLink().orElseThrow();
      Password password = People.password(ALICE);
      RegisterRequest request =
          new RegisterRequest(profile, link, Username.parse(ALICE), "laptop", password, true);
      fails(() -> Accounts.register(request), Reason.SERVER_UNREACHABLE);

      Accounts.discard(profile);

      assertThat(Accounts.state(profile)).isEqualTo(ProfileState.ABSENT);
      Accounts.discard(profile);
      fails(() -> Accounts.register(request), Reason.NAME_TAKEN);
    }
  }

  @Test
  void check_linksThatCannotBeUsed_saysWhyBeforeAnythingIsSent() throws Exception {
    try (People people = new People(folder)) {
      String link = people.link();
      assertThat(Accounts.check(link).format()).isEqualTo(link);
      fails(() -> Accounts.check("sotto://x"), Reason.LINK_INVALID);
      fails(
          () -> Accounts.check(link.substring(0, link.indexOf('.', link.indexOf('#')))),
          Reason.TOKEN_REQUIRED);
      int hash = link.indexOf('#');
      char other = link.charAt(hash + 1) == 'A' ? 'B' : 'A';
      fails(
          () -> Accounts.check(link.substring(0, hash + 1) + other + link.substring(hash + 2)),
          Reason.WRONG_SERVER);
      people.stopServer();
      fails(() -> Accounts.check(link), Reason.SERVER_UNREACHABLE);
    }
  }

  private static void fails(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SottoException.class, e -> assertThat(e.reason()).isEqualTo(reason.name()));
  }

  private int usesLeft() {
    return count("SELECT uses_left FROM invite");
  }

  private int count(String query) {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("server/sotto.db"));
        ResultSet row = database.createStatement().executeQuery(query)) {
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A way to the server that takes everything there, and cuts the connection instead of bringing an
   * answer back once a condition holds.
   */
  private static final class Gate implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final BooleanSupplier shut;
    private final AtomicInteger cuts = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean open;

    Gate(int server, BooleanSupplier shut) throws IOException {
      this.server = server;
      this.shut = shut;
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      threads.execute(this::accept);
    }

    int port() {
      return door.getLocalPort();
    }

    int cuts() {
      return cuts.get();
    }

    void open() {
      open = true;
    }

    private void accept() {
      try {
        while (true) {
          Socket client = door.accept();
          Socket onward = new Socket(InetAddress.getLoopbackAddress(), server);
          threads.execute(() -> carry(client, onward, false));
          threads.execute(() -> carry(onward, client, true));
        }
      } catch (IOException e) {
        // Closed.
      }
    }

    private void carry(Socket from, Socket to, boolean isAnswer) {
      byte[] bytes = new byte[16_384];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (isAnswer && !open && shut.getAsBoolean()) {
            cuts.incrementAndGet();
            return;
          }
          out.write(bytes, 0, n);
        }
      } catch (IOException e) {
        // One side has gone: so does the other.
      }
    }

    @Override
    public void close() {
      threads.shutdownNow();
      try {
        door.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
