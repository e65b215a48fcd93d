package chat.sotto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read. */
class TextTest {
  @TempDir Path home;
  private Sotto sotto;

  @BeforeEach
  void start() {
    sotto = new Sotto(home);
  }

  @Test
  void chats_areATable() {
    sotto.run("chats");
    assertThat(sotto.out)
        .isEqualTo(
            """
            CHAT                              KIND    STATE   UNREAD  LAST  TITLE
            00112233445566778899aabbccddeeff  direct  active  2       7     bob
            """);
  }

  @Test
  void register_printsTheCodeAloneToStandardOutput() {
    sotto.run("register", "--join", "x", "--username", "alice");
    assertThat(sotto.out).isEqualTo("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567\n");
    assertThat(sotto.err).contains("registered and logged in as alice").contains("recovery code");
  }

  @Test
  void login_saysSoOnStandardError() {
    sotto.run("login");
    assertThat(sotto.out).isEmpty();
    assertThat(sotto.err).isEqualTo("sotto: logged in as alice\n");
  }

  @Test
  void read_showsEachKind() {
    sotto.world.says(SmallWorld.BOB, "tea?");
    add(MessageKind.SYSTEM, "alice changed the key");
    add(MessageKind.DELETED, null);
    add(MessageKind.UNKNOWN, null);
    add(MessageKind.REFUSED, "bad signature");
    sotto.run("send", "bob", "yes\nplease", "--reply", "1");
    sotto.run("read", "bob");
    assertThat(sotto.out)
        .isEqualTo(
            """
            #1  2026-11-21 03:04  bob: tea?
            #2  2026-11-21 03:04  * alice changed the key
            #3  2026-11-21 03:04  bob: (deleted)
            #4  2026-11-21 03:04  bob: (written by a newer version of sotto)
            #5  2026-11-21 03:04  bob: (not shown, its checks failed: bad signature)
            #6  2026-11-21 03:04  alice (to #1): yes
                | please  [sent]
            """);
  }

  private void add(MessageKind kind, @Nullable String text) {
    sotto.world.messages.add(
        new ChatMessage(
            SmallWorld.CHAT,
            new Seq(sotto.world.messages.size() + 1),
            SmallWorld.BOB,
            SmallWorld.BOBS_DEVICE,
            SmallWorld.NOW,
            kind,
            text,
            null,
            null,
            null));
  }

  @Test
  void read_showsWhatATerminalWouldObey() {
    sotto.world.says(SmallWorld.BOB, "\u001b]0;owned\u0007 a\u202eb \u009b2J \r x\u2066y\u2028z");
    sotto.run("read", "bob");
    assertThat(sotto.out)
        .isEqualTo(
            "#1  2026-11-21 03:04  bob: <U+001B>]0;owned<U+0007> a<U+202E>b <U+009B>2J <U+000D>"
                + " x<U+2066>y<U+2028>z\n");
  }

  @Test
  void read_keepsLettersOfAllScriptsAndEmoji() {
    String text = "Grüße, שלום, 你好, 👩‍👩‍👧";
    sotto.world.says(SmallWorld.BOB, text);
    sotto.run("read", "bob");
    assertThat(sotto.out).contains(text);
  }

  @Test
  void read_lineOfAMessage_cannotPassForAnother() {
    sotto.world.says(SmallWorld.BOB, "hi\n#2  2026-11-21 03:05  alice: I owe you 100");
    sotto.run("read", "bob");
    assertThat(sotto.out.lines().filter(line -> line.startsWith("#"))).hasSize(1);
  }

  @Test
  void listen_whatTheServerSays_hasABeginningThatNoMessageHas() {
    sotto.world.waiting.addAll(
        List.of(
            new Event.Announced(
                new Announcement(1, SmallWorld.NOW, "tea\nat \u001b[2Jfour", false)),
            new Event.Announced(new Announcement(2, SmallWorld.NOW, "psst", true)),
            new Event.MessageReceived(
                sotto.world.says(
                    SmallWorld.BOB, "x\n[server]  2026-11-21 03:04  to everybody: x"))));
    sotto.run("listen", "--count", "1");
    assertThat(sotto.out.lines())
        .startsWith(
            "[server]  2026-11-21 03:04  to everybody: tea",
            "    | at <U+001B>[2Jfour",
            "[server]  2026-11-21 03:04  to you alone: psst");
    assertThat(sotto.out.lines().filter(line -> line.startsWith("[server]"))).hasSize(2);
  }

  @Test
  void devices_namesOfOthers_areEscaped() {
    sotto.run("devices");
    assertThat(sotto.out).contains("laptop<U+001B>[2J");
  }

  @Test
  void json_escapesWhatATerminalWouldObey() {
    sotto.world.says(SmallWorld.BOB, "\u001b[2J \u202e \u009b \u2028 \uD83D\uDE00");
    sotto.run("read", "bob", "--json");
    assertThat(sotto.out).contains("\"text\":\"\\u001b[2J \\u202e \\u009b \\u2028 \uD83D\uDE00\"");
  }

  @Test
  void errors_thatQuoteArguments_areEscaped() {
    sotto.run("chats\u001b[2J");
    assertThat(sotto.err).contains("<U+001B>[2J").doesNotContain("\u001b");
  }
}
