package chat.sotto.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.shell.line.SlashCompleter.Choice;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoicesTest {
  private static final Username ALICE = new Username("alice");
  private static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");
  private static final ChatId GROUP = ChatId.parse("ff112233445566778899aabbccddeeff");

  @TempDir Path home;

  @Test
  void firstWord_isAnyCommandThatRunsHere() {
    assertThat(at("/"))
        .contains("/chat", "/newChat", "/whisper", "/quit", "/safety", "/devices", "/admin")
        .doesNotContain("/listen", "/agent")
        .doesNotHaveDuplicates();
  }

  @Test
  void chat_isCompletedByNameOrByIdWhereTheTitleHasBlanks() {
    assertThat(at("/chat", "")).containsExactly("bob", "ff112233");
    assertThat(at("/REKEY", "")).containsExactly("bob", "ff112233");
    assertThat(at("/deleteChat", "")).containsExactly("bob", "ff112233");
    assertThat(at("/chat", "bob", "")).isEmpty();
  }

  @Test
  void chat_whoseTitleATerminalWouldObey_isCompletedById() {
    Choices hostile = choicesOf(() -> titled("x\u001b[2J\u202Ey"));
    assertThat(hostile.at(List.of("/chat", "")))
        .containsExactly(new Choice("ff112233", "x<U+001B>[2J<U+202E>y"));
  }

  @Test
  void person_isAnybodyWhoIsKnown_butNotTheUser() {
    assertThat(at("/whisper", "")).containsExactly("bob", "carol", "dave");
    assertThat(at("/safety", "")).containsExactly("bob", "carol", "dave");
    assertThat(at("/whisper", "bob", "")).isEmpty();
  }

  @Test
  void request_isWhoAsks() {
    assertThat(at("/accept", "")).containsExactly("dave");
  }

  @Test
  void option_andSubcommand_comeFromTheCommandItself() {
    assertThat(at("/read", "bob", "--")).contains("--limit", "--new");
    assertThat(at("/admin", "")).contains("invite", "users");
    assertThat(at("/admin", "invite", "-")).contains("--uses", "--expires");
    assertThat(at("/admin", "disable", "")).contains("bob");
  }

  @Test
  void unknownCommand_hasNoChoices() {
    assertThat(at("/nonsense", "")).isEmpty();
  }

  @Test
  void path_isCompletedWhereOneIsWanted() throws IOException {
    Files.createDirectory(home.resolve("Pictures"));
    Files.writeString(home.resolve("a.JPG"), "");
    Files.writeString(home.resolve("b.txt"), "");
    assertThat(at("/image", "~/")).containsExactly("~/Pictures/", "~/a.JPG");
    assertThat(at("/file", "~/")).containsExactly("~/Pictures/", "~/a.JPG", "~/b.txt");
    assertThat(at("/file", "~/b.txt", "")).isEmpty();
    assertThat(at("/save", "~/")).contains("~/Pictures/", "~/b.txt");
    assertThat(at("/save", "12", "~/")).contains("~/Pictures/", "~/b.txt");
    assertThat(at("/save", "")).contains("bob");
    assertThat(at("/save", "-")).contains("--output", "--force");
    assertThat(at("/send", "bob", "--file", "~/")).contains("~/Pictures/", "~/b.txt");
    assertThat(at("/send", "bob", "--reply", "~/")).isEmpty();
    assertThat(at("/credentials", "--output", "~/")).contains("~/Pictures/");
  }

  private Choices choicesOf(Supplier<ShellState> state) {
    return new Choices(new ProgramCommands(), state, new PathChoices(home));
  }

  private List<String> at(String... words) {
    return choicesOf(ChoicesTest::state).at(List.of(words)).stream().map(Choice::value).toList();
  }

  private static ShellState titled(String title) {
    return ShellState.begin(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true))
        .listing(
            List.of(
                new ChatInfo(
                    GROUP,
                    ChatKind.GROUP,
                    title,
                    List.of(ALICE),
                    ChatState.ACTIVE,
                    0,
                    new Seq(7))));
  }

  private static ShellState state() {
    return ShellState.begin(new WhoAmI(ALICE, DeviceId.NONE, "a0a1a2a3a4a5a6a7", true))
        .listing(
            List.of(
                new ChatInfo(
                    CHAT,
                    ChatKind.DIRECT,
                    "bob",
                    List.of(ALICE, new Username("bob")),
                    ChatState.ACTIVE,
                    0,
                    new Seq(7)),
                new ChatInfo(
                    GROUP,
                    ChatKind.GROUP,
                    "our group",
                    List.of(ALICE, new Username("carol")),
                    ChatState.ACTIVE,
                    0,
                    new Seq(7))))
        .asked(
            List.of(
                new ChatRequest(
                    ChatId.random(), new Username("dave"), ChatKind.DIRECT, Instant.EPOCH)));
  }
}
