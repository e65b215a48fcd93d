package chat.sotto.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Alice and bob at two terminals, with pictures and files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesTest {
  /** Two pixels. */
  private static final byte[] GIF =
      HexFormat.of()
          .parseHex("47494638396102000100800000000000ffffff2c00000000020001000002024c0a003b");

  private static final Pattern PICTURE =
      Pattern.compile("alice: \\[my picture\\.gif, image/gif, 35 bytes, 2x1\\] look!");

  private static final int LARGE = 48 << 20;

  /** A percentage with a rate behind it, as it stands in a line of progress. */
  private static final Pattern PROGRESS = Pattern.compile("\\d%.* of 5\\d\\.\\d MB.*/s");

  @TempDir static Path folder;
  private Town town;

  @BeforeAll
  void start() throws IOException {
    town = new Town(folder);
    town.settle("alice");
    town.settle("bob");
    try (Account alice = town.visit("alice");
        Account bob = town.visit("bob")) {
      Town.acquaint(alice, bob);
    }
    Files.write(folder.resolve("my picture.gif"), GIF);
    Files.writeString(folder.resolve("notes.txt"), "milk\n");
    byte[] large = new byte[LARGE];
    new Random(42).nextBytes(large);
    Files.write(folder.resolve("large.bin"), large);
  }

  @AfterAll
  void stop() {
    town.close();
  }

  private PseudoTerminal at(SottoTerminal terminal, String name, String other) {
    PseudoTerminal person = terminal.run("chat", other);
    person.awaitPrompt("password:");
    person.enter(Town.password(name));
    person.awaitPrompt(other + ">");
    Walk.awaitStatus(person, "online");
    return person;
  }

  private static void quit(PseudoTerminal person) {
    person.press(Key.CTRL_U);
    person.enter("/quit");
    person.awaitExit(0);
    assertThat(person.unknownSequences()).isEmpty();
  }

  @Test
  void twoPeople_sendEachOtherAPictureAndAFile_andSaveThem() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (PseudoTerminal alice = at(town.terminal("alice").size(120, 30), "alice", "bob");
        PseudoTerminal bob = at(town.terminal("bob").size(120, 30), "bob", "alice")) {
      alice.type("/image my");
      alice.press(Key.TAB);
      alice.awaitPrompt("bob> /image \"my picture.gif\"");
      alice.enter("look!");
      bob.awaitLine("the picture", line -> PICTURE.matcher(line).find());
      alice.awaitLine("the picture", line -> PICTURE.matcher(line).find());
      bob.awaitLine("the picture itself", line -> line.equals("    | ▀▀"));
      alice.awaitLine("the picture itself", line -> line.equals("    | ▀▀"));
      alice.awaitScreen("✓✓ read");

      bob.enter("/save ~/saved");
      bob.awaitScreen(saved.resolve("my picture.gif").toString());
      assertThat(saved.resolve("my picture.gif")).hasBinaryContent(GIF);

      bob.enter("/file notes.txt");
      alice.awaitScreen("bob: [notes.txt, text/plain, 5 bytes]");
      String number = numberOf(alice, "bob: [notes.txt");
      alice.enter("/save " + number + " saved/other.txt");
      alice.awaitScreen(saved.resolve("other.txt").toString());
      assertThat(saved.resolve("other.txt")).hasContent("milk\n");
      alice.enter("/save " + number + " saved/other.txt");
      alice.awaitScreen("--force");

      quit(alice);
      quit(bob);
    }
  }

  @Test
  void picture_withoutColours_isItsLineAlone() {
    try (PseudoTerminal alice =
        at(town.terminal("alice").size(120, 30).with("NO_COLOR", "1"), "alice", "bob")) {
      alice.enter("/image \"my picture.gif\" look!");
      alice.awaitLine("the picture", line -> PICTURE.matcher(line).find());
      alice.awaitScreen("stored");
      quit(alice);
      assertThat(alice.everything()).doesNotContain("▀");
    }
  }

  @Test
  void file_onItsWay_isInTheStatus_andTheLineStaysWhole() {
    try (PseudoTerminal alice = at(town.terminal("alice").size(120, 30), "alice", "bob")) {
      alice.enter("/file large.bin");
      alice.awaitLine("progress", line -> PROGRESS.matcher(line).find());
      alice.type("half a sen");
      alice.awaitPrompt("bob> half a sen");
      alice.awaitScreen("alice: [large.bin, application/octet-stream, 50.3 MB]");
      alice.awaitGone("MB/s");
      alice.awaitPrompt("bob> half a sen");
      alice.awaitCursorAfter("bob> half a sen", "bob> half a sen".length());
      quit(alice);
    }
  }

  @Test
  void ctrlC_onAnEmptyLine_leavesTheFile() {
    try (PseudoTerminal alice = at(town.terminal("alice").size(120, 30), "alice", "bob")) {
      alice.enter("/file large.bin");
      alice.awaitLine("progress", line -> PROGRESS.matcher(line).find());
      alice.press(Key.CTRL_C);
      alice.awaitScreen("interrupted: the file was not sent");
      alice.awaitGone("MB/s");
      quit(alice);
    }
  }

  @Test
  void commandLine_onATerminal_showsABarAndTakesItAway() {
    try (PseudoTerminal alice =
        town.terminal("alice").size(100, 24).run("send", "bob", "--file", "large.bin")) {
      alice.awaitPrompt("password:");
      alice.enter(Town.password("alice"));
      alice.awaitLine("a bar", line -> line.matches("large\\.bin  \\[#*-*] +\\d+%.*"));
      alice.awaitExit(0);
      assertThat(alice.screenLines()).noneMatch(line -> line.contains("%"));
      assertThat(lastLine(alice)).matches("\\d+");
      assertThat(alice.rawBytes()).doesNotContain("\033[");
    }
  }

  @Test
  void commandLine_onANarrowTerminal_staysOnOneRow() {
    try (PseudoTerminal alice =
        town.terminal("alice").size(24, 24).run("send", "bob", "--file", "large.bin")) {
      alice.awaitPrompt("password:");
      alice.enter(Town.password("alice"));
      alice.awaitLine("a percentage", line -> line.matches("large\\.bin +\\d+%.*"));
      alice.awaitExit(0);
      assertThat(alice.everything()).doesNotContain("%");
    }
  }

  private static String numberOf(PseudoTerminal terminal, String message) {
    return terminal.screenLines().stream()
        .filter(line -> line.contains(message))
        .map(line -> line.replaceFirst(" .*", ""))
        .findFirst()
        .orElseThrow();
  }

  private static String lastLine(PseudoTerminal terminal) {
    String last = "";
    for (String line : terminal.screenLines()) {
      last = line.isEmpty() ? last : line;
    }
    return Objects.requireNonNull(last);
  }
}
