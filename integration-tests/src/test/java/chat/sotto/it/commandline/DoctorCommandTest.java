package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.it.wire.TestServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code sotto doctor} as people and scripts run it. The last test ends the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorCommandTest {
  @TempDir static Path folder;
  private TestServer server;
  private Somebody alice;

  @BeforeAll
  void start() {
    server = TestServer.builder(folder).start();
    alice = Somebody.in(folder, "alice");
    alice.register(server.joinLink()).ok();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void doctor_allIsWell_saysSoStepByStep() {
    SottoProcess.Result result =
        SottoProcess.run(
            "doctor",
            "--profile",
            alice.profile().toString(),
            "--password-file",
            alice.passwordFile().toString());
    result.ok();
    assertThat(result.out()).hasSize(10).allMatch(line -> line.startsWith("ok "));
    assertThat(result.err()).containsExactly("sotto: all is well");
  }

  @Test
  void doctor_nobodyToAskForThePassword_doesWithoutAndSaysSo() {
    SottoProcess.Result result =
        SottoProcess.run("doctor", "--json", "--profile", alice.profile().toString());
    JsonObject last = result.jsonLines().get(9);
    assertThat(last.get("check").getAsString()).isEqualTo("session");
    assertThat(last.get("ok").getAsBoolean()).isTrue();
    assertThat(last.get("reason").getAsString()).isEqualTo("SESSION_NOT_CHECKED");
  }

  @Test
  void doctor_linkWithAnotherFingerprint_is7() {
    String link = server.joinLink();
    int hash = link.indexOf('#');
    String other = link.charAt(hash + 1) == 'A' ? "B" : "A";
    failed(
        SottoProcess.run(
            "doctor",
            "--json",
            "--join",
            link.substring(0, hash + 1) + other + link.substring(hash + 2)),
        7,
        "pin",
        "WRONG_CA");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void doctor_serverGone_is6AndOtherCommandsPointToIt() {
    server.close();
    failed(alice.json("doctor"), 6, "tcp", "NOTHING_LISTENS");
    SottoProcess.Result request = alice.json("request", "bob");
    request.failed(6, "SERVER_UNREACHABLE");
    assertThat(request.err().get(request.err().size() - 1)).contains("run: sotto doctor");
    SottoProcess.Result register = Somebody.in(folder, "bob").register(server.joinLink());
    register.failed(6, "SERVER_UNREACHABLE");
    assertThat(register.err().get(register.err().size() - 1))
        .contains("run: sotto doctor --join LINK");
  }

  private static void failed(SottoProcess.Result result, int code, String check, String reason) {
    assertThat(result.code()).isEqualTo(code);
    List<String> out = result.out();
    JsonObject last = JsonParser.parseString(out.get(out.size() - 1)).getAsJsonObject();
    assertThat(last.keySet()).containsExactly("check", "ok", "reason", "message", "cause", "hint");
    assertThat(last.get("check").getAsString()).isEqualTo(check);
    assertThat(last.get("ok").getAsBoolean()).isFalse();
    assertThat(last.get("reason").getAsString()).isEqualTo(reason);
    JsonObject error =
        JsonParser.parseString(result.err().get(result.err().size() - 1))
            .getAsJsonObject()
            .getAsJsonObject("error");
    assertThat(error.get("reason").getAsString()).isEqualTo(reason);
    assertThat(error.get("hint")).isEqualTo(last.get("hint"));
  }
}
