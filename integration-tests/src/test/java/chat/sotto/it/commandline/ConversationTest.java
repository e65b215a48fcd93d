package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server, two people and an operator, each in processes of their own. */
class ConversationTest {
  @TempDir Path folder;

  @Test
  void twoPeople_throughTheirCommandsAlone_meetTalkAndPart() {
    Path data = folder.resolve("data");
    try (CommandServer server = CommandServer.start(data)) {
      Somebody alice = Somebody.in(folder, "alice");
      Somebody bob = Somebody.in(folder, "bob");

      JsonObject registered = alice.register(server.joinLink()).json();
      assertThat(registered.get("username").getAsString()).isEqualTo("alice");
      assertThat(registered.get("recovery_code").getAsString())
          .matches("([A-Z2-7]{4}-){7}[A-Z2-7]{4}");
      bob.register(server.joinLink()).ok();
      JsonObject who = alice.json("whoami").json();
      assertThat(who.get("device")).isEqualTo(registered.get("device"));
      assertThat(who.get("logged_in").getAsBoolean()).isTrue();

      // Nobody can write before the other has accepted.
      String chat = alice.json("request", "bob").json().get("chat").getAsString();
      assertThat(chat).matches("[0-9a-f]{32}");
      alice.json("send", "bob", "too early").failed(5, "CHAT_PENDING");
      JsonObject request = bob.json("requests").json();
      assertThat(request.get("chat").getAsString()).isEqualTo(chat);
      assertThat(request.get("from").getAsString()).isEqualTo("alice");
      bob.json("accept", "alice").ok();

      // Bob is offline: his next command finds it.
      JsonObject sent = alice.json("send", "bob", "hello – ü 🎉").json();
      JsonObject read = bob.json("read", "alice", "--limit", "1").json();
      assertThat(read.get("seq")).isEqualTo(sent.get("seq"));
      assertThat(read.get("time")).isEqualTo(sent.get("time"));
      assertThat(read.get("text").getAsString()).isEqualTo("hello – ü 🎉");
      assertThat(read.get("sender").getAsString()).isEqualTo("alice");
      assertThat(read.get("kind").getAsString()).isEqualTo("text");

      talkWhileBobListens(alice, bob);
      assertThat(alice.json("rekey", "bob").json().get("epoch").getAsInt()).isPositive();
      assertThat(bob.json("rekey", "alice").json().get("epoch").getAsInt()).isPositive();
      assertThat(alice.json("safety", "bob").json().get("number"))
          .isEqualTo(bob.json("safety", "alice").json().get("number"));

      operate(data, bob, alice);

      alice.json("leave", "bob").ok();
      bob.json("send", "alice", "too late").failed(5, "CHAT_CLOSED");
      assertThat(server.stop().code()).isZero();
    }
  }

  private static void talkWhileBobListens(Somebody alice, Somebody bob) {
    try (SottoProcess listening = bob.start("listen", "--count", "2")) {
      listening.awaitErr("sotto: online");
      // Beside it, another command needs no password and does not disturb it.
      SottoProcess.Result beside = SottoProcess.run(with(bob.withoutPassword(), "chats"));
      assertThat(beside.json().get("title").getAsString()).isEqualTo("alice");
      bob.json("listen", "--for", "1s").failed(1, "PROFILE_IN_USE");

      alice.json("send", "bob", "are you there?").ok();
      JsonObject heard = JsonParser.parseString(listening.awaitOut("{\"chat\":")).getAsJsonObject();
      while (!heard.get("kind").getAsString().equals("text")) {
        heard = JsonParser.parseString(listening.awaitOut("{\"chat\":")).getAsJsonObject();
      }
      assertThat(heard.get("text").getAsString()).isEqualTo("are you there?");
      SottoProcess.run(
              with(
                  bob.withoutPassword(),
                  "send",
                  "alice",
                  "yes",
                  "--reply",
                  heard.get("seq").getAsString()))
          .ok();
      assertThat(listening.end().code()).isZero();
    }
    List<JsonObject> newest = alice.json("read", "bob", "--new").jsonLines();
    JsonObject last = newest.get(newest.size() - 1);
    assertThat(last.get("text").getAsString()).isEqualTo("yes");
    assertThat(last.get("reply_to").isJsonNull()).isFalse();
  }

  private static void operate(Path data, Somebody disabled, Somebody stranger) {
    Path profile = data.resolve("operator");
    Somebody operator = new Somebody("operator", profile, profile.resolve("password"));
    JsonObject invite = operator.json("admin", "invite", "--uses", "3", "--expires", "1h").json();
    assertThat(invite.get("link").getAsString()).startsWith("sotto://127.0.0.1:");
    assertThat(invite.get("uses").getAsInt()).isEqualTo(3);
    assertThat(operator.json("admin", "users").jsonLines()).hasSize(3);
    stranger.json("admin", "users").failed(5, "SCOPE_REQUIRED");

    operator.json("admin", "disable", disabled.name()).ok();
    disabled.json("requests").failed(3, "USER_DISABLED");
    operator.json("admin", "enable", disabled.name()).ok();
    disabled.json("requests").ok();
  }

  @Test
  void demo_tellsItsStoryAndLeavesNothingBehind() throws Exception {
    SottoProcess.Result demo = SottoProcess.run("demo");
    demo.ok();
    assertThat(demo.out())
        .anyMatch(line -> line.contains("none of the 5 texts is there, nor the picture"));
    try (var left =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "sotto-demo-*")) {
      assertThat(left).isEmpty();
    }
  }

  private static String[] with(List<String> options, String... command) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of(command));
    return arguments.toArray(String[]::new);
  }
}
