package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.Ports;
import chat.sotto.it.wire.TestServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs, servers, profiles and data directories that are of different versions. */
class VersionsTest {
  @TempDir Path folder;
  private Somebody alice;

  @BeforeEach
  void register() {
    alice = Somebody.in(folder, "alice");
    try (TestServer server = TestServer.builder(folder).ports(CHAT, ENROLL).start()) {
      alice.register(server.joinLink()).ok();
    }
  }

  // Found free when this class was loaded, so that a server comes back where its clients look.
  private static final int CHAT = Ports.free();
  private static final int ENROLL = Ports.free();

  @Test
  void everyCommand_newerServer_saysTheSame() {
    try (TestServer server =
        TestServer.builder(folder).ports(CHAT, ENROLL).protocol(2, 2).start()) {
      assertThat(whatAllSay(server, "CLIENT_TOO_OLD"))
          .containsExactly(
              "this server speaks protocol version 2, and your program 1: update sotto on your side");
    }
  }

  @Test
  void everyCommand_olderServer_saysTheSame() {
    try (TestServer server =
        TestServer.builder(folder).ports(CHAT, ENROLL).protocol(0, 0).start()) {
      assertThat(whatAllSay(server, "CLIENT_TOO_NEW"))
          .containsExactly(
              "this server speaks protocol version 0, and your program 1: the server has to be updated");
    }
  }

  private Set<String> whatAllSay(TestServer server, String reason) {
    Set<String> messages = new HashSet<>();
    Somebody bob = Somebody.in(folder, "bob");
    for (SottoProcess.Result result :
        List.of(
            bob.register(server.joinLink()),
            alice.json("login"),
            alice.json("chats"),
            alice.json("request", "bob"),
            alice.json("listen", "--for", "60s"))) {
      result.failed(5, reason);
      JsonObject error =
          JsonParser.parseString(result.err().get(result.err().size() - 1))
              .getAsJsonObject()
              .getAsJsonObject("error");
      assertThat(error.get("hint").isJsonNull()).isFalse();
      messages.add(error.get("message").getAsString());
    }
    return messages;
  }

  @Test
  void profile_ofANewerProgram_isRefusedAndUntouched() throws Exception {
    Path header = alice.profile().resolve("profile.json");
    Files.writeString(header, Files.readString(header).replace("\"format\":1", "\"format\":9999"));
    byte[] before = Files.readAllBytes(header);

    alice.json("chats").failed(1, "PROFILE_TOO_NEW");
    alice.json("listen").failed(1, "PROFILE_TOO_NEW");

    assertThat(Files.readAllBytes(header)).isEqualTo(before);
  }

  @Test
  void serve_dataOfANewerProgram_isRefusedAndUntouched() throws Exception {
    Path data = folder.resolve("server");
    sql(
        data,
        "INSERT INTO flyway_schema_history VALUES"
            + " (99, '9999', 'the future', 'SQL', 'V9999__the_future.sql', 1, 'x', '2030-01-01 00:00:00.000', 1, 1)");
    byte[] before = Files.readAllBytes(data.resolve("sotto.db"));

    SottoProcess.run("serve", "--json", "--data", data.toString(), "--port", "0")
        .failed(1, "DATA_TOO_NEW");

    assertThat(Files.readAllBytes(data.resolve("sotto.db"))).isEqualTo(before);
  }

  @Test
  void version_option_namesProgramProtocolAndJava() throws IOException {
    assertThat(SottoProcess.run("--version").ok().out())
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("sotto "))
        .contains("protocol 1")
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("Java "));
  }

  private static void sql(Path data, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("sotto.db"));
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
