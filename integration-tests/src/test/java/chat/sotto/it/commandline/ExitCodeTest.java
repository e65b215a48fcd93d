package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a script is told when something is wrong. One server for all; the last test ends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExitCodeTest {
  @TempDir static Path folder;
  private CommandServer server;
  private Somebody alice;

  @BeforeAll
  void start() {
    server = CommandServer.start(folder.resolve("data"));
    alice = Somebody.in(folder, "alice");
    alice.register(server.joinLink()).ok();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void register_unknownToken_is5AndLeavesNoProfile() {
    Somebody carol = Somebody.in(folder, "carol");
    String link = server.joinLink();
    String unknown = link.substring(0, link.indexOf('.', link.indexOf('#'))) + "." + "A".repeat(22);
    carol.register(unknown).failed(5, "TOKEN_UNKNOWN");
    assertThat(Files.exists(carol.profile())).isFalse();
  }

  @Test
  void register_wrongFingerprint_is7AndLeavesNoProfile() {
    Somebody carol = Somebody.in(folder, "carol");
    String link = server.joinLink();
    int hash = link.indexOf('#');
    String other = link.charAt(hash + 1) == 'A' ? "B" : "A";
    carol
        .register(link.substring(0, hash + 1) + other + link.substring(hash + 2))
        .failed(7, "WRONG_SERVER");
    assertThat(Files.exists(carol.profile())).isFalse();
  }

  @Test
  void register_badName_is2() {
    Somebody bad = new Somebody("Not A Name", folder.resolve("x"), alice.passwordFile());
    bad.register(server.joinLink()).failed(2, "NAME_INVALID");
  }

  @Test
  void register_badLink_is2() {
    Somebody.in(folder, "carol").register("https://example.org/").failed(2, "LINK_INVALID");
  }

  @Test
  void register_takenName_is5() {
    Somebody impostor = new Somebody("alice", folder.resolve("impostor"), alice.passwordFile());
    impostor.register(server.joinLink()).failed(5, "NAME_TAKEN");
  }

  @Test
  void unknownUser_is4() {
    alice.json("request", "nobody").failed(4, "USER_NOT_FOUND");
  }

  @Test
  void unknownChat_is4() {
    alice.json("read", "nobody").failed(4, "CHAT_NOT_FOUND");
    alice.json("send", "0".repeat(32), "x").failed(4, "CHAT_NOT_FOUND");
  }

  @Test
  void wrongPassword_is3() {
    Path wrong = Somebody.secret(folder.resolve("wrong"), "not the password");
    new Somebody("alice", alice.profile(), wrong).json("chats").failed(3, "WRONG_PASSWORD");
  }

  @Test
  void noProfile_is3() {
    Somebody.in(folder, "newcomer").json("chats").failed(3, "NOT_REGISTERED");
  }

  @Test
  void noPasswordAndNoTerminal_is2() {
    SottoProcess.run("--json", "--profile", alice.profile().toString(), "chats")
        .failed(2, "PASSWORD_REQUIRED");
  }

  @Test
  void noConsentAndNoTerminal_is2() {
    alice.json("delete-account").failed(2, "CONFIRMATION_REQUIRED");
  }

  @Test
  void unknownCommand_is2() {
    alice.json("frobnicate").failed(2, "USAGE");
  }

  @Test
  void secondServerOnTheSameData_is1() {
    SottoProcess.run("serve", "--json", "--data", folder.resolve("data").toString(), "--port", "0")
        .failed(1, "DATA_IN_USE");
  }

  @Test
  void portInUse_is1() {
    String chat = server.announced().get("chat").getAsString();
    SottoProcess.Result second =
        SottoProcess.run(
            "serve",
            "--json",
            "--data",
            folder.resolve("other").toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            chat.substring(chat.lastIndexOf(':') + 1),
            "--enroll-port",
            "0");
    second.failed(1, "PORT_IN_USE");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void serverGone_is6() {
    assertThat(server.stop().code()).isZero();
    alice.json("request", "bob").failed(6, "SERVER_UNREACHABLE");
  }
}
