package chat.sotto.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.SottoException;
import chat.sotto.service.ServerConfig;
import chat.sotto.service.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a server from starting, and what it says then. */
class RunningServerTest {
  @TempDir Path folder;

  private ServerConfig config(String name) {
    return ServerConfig.durable(folder.resolve(name))
        .withBind("127.0.0.1")
        .withPorts(ServerConfig.Ports.of(0), ServerConfig.Ports.of(0));
  }

  private static SottoException refused(ServerConfig config, Telemetry telemetry) {
    return assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> RunningServer.start(config, telemetry).close())
        .actual();
  }

  private static SottoException refused(ServerConfig config) {
    return refused(config, Telemetry.logAlone());
  }

  @Test
  void start_databaseThatAnotherServerHas_isRefused_byWhateverName() throws IOException {
    Path database = folder.resolve("one").resolve("sotto.db");
    try (RunningServer unused = RunningServer.start(config("one"), Telemetry.logAlone())) {
      SottoException other = refused(config("two").withStore("sqlite:" + database));
      assertThat(other.reason()).isEqualTo("DATA_IN_USE");
      assertThat(other).hasMessageContaining(database.toString());

      Path link = Files.createSymbolicLink(folder.resolve("link.db"), database);
      assertThat(refused(config("two").withStore("sqlite:" + link)).reason())
          .isEqualTo("DATA_IN_USE");
      assertThat(refused(config("one")).reason()).isEqualTo("DATA_IN_USE");
    }
    RunningServer.start(config("one"), Telemetry.logAlone()).close();
  }

  @Test
  void start_portThatAnotherProgramHas_namesItAndItsOption() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = busy.getLocalPort();
      ServerConfig.Ports taken = ServerConfig.Ports.of(port);
      ServerConfig.Ports free = ServerConfig.Ports.of(0);

      assertBusy(refused(config("a").withPorts(taken, free)), port, "--port");
      assertBusy(refused(config("b").withPorts(free, taken)), port, "--enroll-port");
      assertBusy(refused(config("c"), Telemetry.withMetrics(port)), port, "--metrics-port");
    }
  }

  private static void assertBusy(SottoException failure, int port, String option) {
    assertThat(failure.reason()).isEqualTo("PORT_IN_USE");
    assertThat(failure).hasMessageContaining("another program listens on 127.0.0.1:" + port);
    assertThat(failure.hint().orElseThrow()).contains(option + ";");
  }

  @Test
  void start_addressOfAnotherMachine_isNotCalledInUse() {
    SottoException failure = refused(config("a").withBind("192.0.2.1"));

    assertThat(failure.reason()).isEqualTo("PORT_UNUSABLE");
    assertThat(failure).hasMessageStartingWith("cannot listen on 192.0.2.1:0 (chat): ");
    assertThat(failure.hint().orElseThrow()).contains("--bind");
  }
}
