package chat.sotto.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ReadQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Alice sits at a terminal with a chat open; bob writes from here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellTest {
  @TempDir static Path folder;
  private Town town;
  private Account bob;
  private ChatId chat;

  @BeforeAll
  void start() {
    town = new Town(folder);
    bob = town.neighbour("bob");
    town.settle("alice");
    try (Account alice = town.visit("alice")) {
      chat = Town.acquaint(alice, bob);
    }
  }

  @AfterAll
  void stop() {
    town.close();
  }

  @AfterEach
  void startServer() {
    // If a test has stopped it and failed, that shall not be the others' failure.
    town.startServer();
  }

  private PseudoTerminal alice(SottoTerminal terminal) {
    PseudoTerminal alice = terminal.run("chat", "bob");
    alice.awaitPrompt("password:");
    alice.enter(Town.password("alice"));
    alice.awaitPrompt("bob>");
    Walk.awaitStatus(alice, "online");
    return alice;
  }

  private PseudoTerminal alice() {
    return alice(town.terminal("alice"));
  }

  private void bobHears(String text) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> newest().stream().anyMatch(message -> text.equals(message.text())));
  }

  private List<ChatMessage> newest() {
    return bob.read(chat, new ReadQuery(5, null, false));
  }

  private static void quit(PseudoTerminal alice) {
    alice.press(Key.CTRL_U);
    alice.enter("/quit");
    alice.awaitExit(0);
    assertThat(alice.unknownSequences()).isEmpty();
  }

  @Test
  void messageThatComesInTheMiddleOfALine_isShownAboveItAndTheLineIsWhole() {
    try (PseudoTerminal alice = alice()) {
      alice.type("half a sen");
      alice.awaitPrompt("bob> half a sen");
      bob.send(chat, "sorry to interrupt", null);
      alice.awaitScreen("bob: sorry to interrupt");
      alice.awaitPrompt("bob> half a sen");
      alice.awaitCursorAfter("bob> half a sen", "bob> half a sen".length());
      alice.enter("tence");
      bobHears("half a sentence");
      alice.awaitScreen("alice: half a sentence");
      quit(alice);
    }
  }

  @Test
  void line_wideCharactersAndEmoji_keepTheCursorWhereItBelongs() {
    try (PseudoTerminal alice = alice()) {
      alice.type("日本 😀x");
      alice.awaitCursorAfter("bob> 日本 😀x", 5 + 4 + 1 + 2 + 1);
      alice.press(Key.BACKSPACE);
      alice.awaitCursorAfter("bob> 日本 😀", 5 + 4 + 1 + 2);
      alice.press(Key.BACKSPACE);
      alice.awaitCursorAfter("bob> 日本 ", 5 + 4 + 1);
      alice.type("e\u0301!");
      alice.awaitCursorAfter("bob> 日本 e\u0301!", 5 + 4 + 1 + 2);
      alice.press(Key.LEFT, Key.LEFT, Key.LEFT, Key.LEFT);
      alice.type("中");
      alice.press(Key.END);
      alice.press(Key.ENTER);
      bobHears("日中本 e\u0301!");
      bob.send(chat, "世界 🎉 ok", null);
      alice.awaitScreen("bob: 世界 🎉 ok");
      alice.awaitPrompt("bob>");
      quit(alice);
    }
  }

  @Test
  void window_madeNarrowAndWideAgain_keepsTheLineAndTheCursor() {
    try (PseudoTerminal alice = alice()) {
      String line = "bob> a line that is longer than forty columns";
      alice.type(line.substring(5));
      alice.awaitPrompt(line);
      alice.resize(40, 24);
      alice.awaitPrompt(line.substring(40));
      alice.awaitCursorAfter(line.substring(40), line.length() - 40);
      bob.send(chat, "this is long enough to be broken at forty columns", null);
      alice.awaitScreen("columns");
      alice.await(
          "no line of more than 40 columns",
          () -> alice.screenLines().stream().allMatch(row -> row.length() <= 40));
      alice.resize(80, 24);
      alice.awaitPrompt(line);
      alice.awaitCursorAfter(line, line.length());
      alice.enter(" indeed");
      bobHears(line.substring(5) + " indeed");
      quit(alice);
    }
  }

  @Test
  void paste_ofSeveralLines_isOneMessageAndRunsNothing() {
    try (PseudoTerminal alice = alice()) {
      alice.press(Key.PASTE_BEGIN);
      alice.type("first\r/quit\rlast");
      alice.press(Key.PASTE_END);
      alice.awaitScreen("last");
      alice.press(Key.ENTER);
      bobHears("first\n/quit\nlast");
      quit(alice);
    }
  }

  @Test
  void ctrlC_dropsTheLineFirstAndEndsOnlyWhenAskedTwice() {
    try (PseudoTerminal alice = alice()) {
      alice.type("never mind");
      alice.awaitPrompt("bob> never mind");
      alice.press(Key.CTRL_C);
      alice.awaitPrompt("bob>");
      alice.await("an empty line", () -> alice.cursorColumn() == "bob> ".length());
      alice.press(Key.CTRL_C);
      alice.awaitScreen("Ctrl-C again");
      alice.press(Key.CTRL_C);
      alice.awaitExit(0);
    }
    assertThat(newest()).noneMatch(message -> "never mind".equals(message.text()));
  }

  @Test
  void ctrlD_onAnEmptyLineEndsAndOtherwiseDoesNot() {
    try (PseudoTerminal alice = alice()) {
      alice.type("x");
      alice.awaitPrompt("bob> x");
      alice.press(Key.CTRL_D);
      alice.type("y");
      alice.awaitPrompt("bob> xy");
      alice.press(Key.CTRL_U);
      alice.press(Key.CTRL_D);
      alice.awaitExit(0);
    }
  }

  @Test
  void commands_areCompletedAndRemembered() {
    try (PseudoTerminal alice = alice()) {
      alice.type("/listC");
      alice.press(Key.TAB);
      alice.awaitPrompt("bob> /listChats");
      alice.press(Key.ENTER);
      alice.awaitLine("the list of chats", line -> line.contains(chat.toString()));
      alice.awaitPrompt("bob>");
      alice.press(Key.UP);
      alice.awaitPrompt("bob> /listChats");
      quit(alice);
    }
  }

  @Test
  void keysPressedWhileACommandRuns_waitForTheNextLineAndAreShownOnce() {
    try (PseudoTerminal alice = alice()) {
      town.stopServer();
      Walk.awaitStatus(alice, "connecting");
      alice.enter("/requests");
      // No line is read until the server has been waited for long enough.
      alice.await(
          "no status", () -> alice.screenLines().stream().noneMatch(l -> l.startsWith("-- conn")));
      alice.type("typed ahead");
      alice.awaitPrompt("bob> typed ahead");
      assertThat(alice.everything().split("typed ahead", -1)).hasSize(2);
      alice.press(Key.CTRL_U);
      alice.awaitGone("typed ahead");
      quit(alice);
    }
  }

  @Test
  void server_stoppedAndStartedAgain_isSaidHonestlyAndNothingIsLost() {
    // Wide enough for all that the status has to say then.
    try (PseudoTerminal alice = alice(town.terminal("alice").size(140, 24))) {
      town.stopServer();
      alice.awaitScreen("the connection is lost");
      Walk.awaitStatus(alice, "connecting");
      alice.enter("written into the void");
      alice.awaitScreen("waiting to be sent: 1");
      town.startServer();
      Walk.awaitStatus(alice, "online");
      alice.awaitScreen("alice: written into the void");
      alice.awaitGone("waiting to be sent");
      bobHears("written into the void");
      quit(alice);
    }
  }

  @Test
  void noColor_noColourReachesTheTerminal() {
    try (PseudoTerminal alice = alice(town.terminal("alice").with("NO_COLOR", "1"))) {
      bob.send(chat, "in black and white", null);
      alice.awaitScreen("bob: in black and white");
      alice.enter("/nonsense");
      alice.awaitScreen("unknown command");
      quit(alice);
      assertThat(alice.rawBytes())
          .doesNotContainPattern("\033\\[[0-9;:]*(3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[0-9;:]*m");
    }
  }

  @Test
  void dumbTerminal_getsTextAndNoEscapeSequence() {
    try (PseudoTerminal alice = town.terminal("alice").with("TERM", "dumb").run("chat", "bob")) {
      alice.awaitPrompt("password:");
      alice.enter(Town.password("alice"));
      alice.awaitPrompt("bob>");
      bob.send(chat, "as on paper", null);
      alice.awaitScreen("bob: as on paper");
      alice.enter("likewise");
      bobHears("likewise");
      alice.enter("/quit");
      alice.awaitExit(0);
      assertThat(alice.rawBytes()).doesNotContain("\033").doesNotContain("correct horse");
    }
  }

  // Passwords

  @Test
  void password_wrongTwice_opensAtTheThirdTime() {
    try (PseudoTerminal alice = town.terminal("alice").run()) {
      for (String wrong : List.of("not this one", "short")) {
        alice.awaitPrompt("password:");
        alice.enter(wrong);
        alice.awaitLine("a word about it", line -> line.contains("try again"));
      }
      alice.awaitPrompt("password:");
      alice.enter(Town.password("alice"));
      alice.awaitPrompt("sotto>");
      quit(alice);
    }
  }

  @Test
  void password_threeTimesWrong_ends() {
    try (PseudoTerminal alice = town.terminal("alice").run("chat")) {
      for (int attempt = 0; attempt < 3; attempt++) {
        int asked = attempt + 1;
        alice.await(
            "question " + asked,
            () -> alice.screenLines().stream().filter("password:"::equals).count() == asked);
        alice.enter("not this one");
      }
      alice.awaitExit(3);
      assertThat(alice.everything())
          .contains("three wrong passwords")
          .contains("sotto password --recover");
      assertThat(alice.rawBytes()).doesNotContain("not this one");
    }
  }

  @Test
  void login_threeTimesWrong_isRefusedByTheServerAndTheShellGoesOn() {
    town.settle("carol");
    try (PseudoTerminal carol = town.terminal("carol").run("chat")) {
      Walk.in(carol, "carol");
      carol.enter("/logout");
      Walk.awaitStatus(carol, "logged out");
      for (int attempt = 0; attempt < 3; attempt++) {
        carol.enter("/login");
        carol.awaitPrompt("password:");
        carol.enter("not this one");
        carol.awaitPrompt("sotto>");
      }
      carol.awaitScreen("password");
      carol.enter("/login");
      carol.awaitPrompt("password:");
      carol.enter(Town.password("carol"));
      Walk.awaitStatus(carol, "online");
      assertThat(carol.rawBytes()).doesNotContain("not this one").doesNotContain("correct horse");
      quit(carol);
    }
  }

  // What others write

  @Test
  void text_withControlsOfATerminal_isShownAndObeyedByNobody() {
    try (PseudoTerminal alice = alice()) {
      int strings = alice.strings().size();
      List<String> texts =
          List.of(
              "clipboard \033]52;c;cm0gLXJmIH4=\007 end",
              "title \033]0;root shell\033\\ end",
              "away \033[2J\033[H\033[31m end",
              "eight bits \u009B2J \u009D52;c;QQ==\u009C end",
              "left \rfake: line \b\b\b end",
              "turned \u202Egnp.exe\u202C and \u2066isolated\u2069 end",
              "device \033P1$r0m\033\\ end",
              "null \000 and bell \007 end");
      for (String text : texts) {
        bob.send(chat, text, null);
        String begin = text.substring(0, text.indexOf(' '));
        alice.awaitLine(
            "'" + begin + "'", line -> line.contains("bob: " + begin) && line.contains("<U+"));
      }
      alice.awaitPrompt("bob>");
      assertThat(alice.strings()).hasSize(strings);
      assertThat(alice.rawBytes())
          .doesNotContain("\033]52")
          .doesNotContain("\033]0;")
          .doesNotContain("\033P1")
          .doesNotContain("\000")
          // U+009B, U+009D and U+202E in UTF-8.
          .doesNotContain("\u00C2\u009B")
          .doesNotContain("\u00C2\u009D")
          .doesNotContain("\u00E2\u0080\u00AE");
      assertThat(alice.everything()).contains("<U+001B>]52;c;", "<U+202E>gnp.exe<U+202C>");
      quit(alice);
    }
  }

  @Test
  void text_thatImitatesOtherLines_isSetOffFromThem() {
    try (PseudoTerminal alice = alice()) {
      bob.send(
          chat,
          "yes\n#99 12:00 carol: I owe you a thousand\n* the chat is closed\nbob> /quit",
          null);
      alice.awaitLine("the last line", line -> line.endsWith("bob> /quit"));
      assertThat(alice.screenLines())
          .noneMatch(line -> line.startsWith("#99") || line.startsWith("* the chat is closed"))
          .anyMatch(line -> line.matches("    [│|] #99 12:00 carol: I owe you a thousand"));
      quit(alice);
    }
  }
}
