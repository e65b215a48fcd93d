package chat.sotto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.OpenMode;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, exit codes, consent, signals: how the program behaves towards whoever starts it. */
class CommandLineTest {
  @TempDir Path home;
  private Sotto sotto;

  @BeforeEach
  void start() {
    sotto = new Sotto(home);
  }

  // Exit codes

  @ParameterizedTest
  @CsvSource({
    "INTERNAL, 1",
    "NAME_INVALID, 2",
    "NOT_LOGGED_IN, 3",
    "USER_NOT_FOUND, 4",
    "CHAT_PENDING, 5",
    "BLOCKED, 5",
    "NAME_TAKEN, 5",
    "LIMIT_REACHED, 5",
    "SERVER_UNREACHABLE, 6",
    "TIMED_OUT, 6",
    "WRONG_SERVER, 7",
    "PIN_CHANGED, 7"
  })
  void failure_endsWithTheCodeOfItsKind(Reason reason, int code) {
    sotto.world.failure = new SottoException(reason, "it did not work").hint("try again");
    assertThat(sotto.run("request", "bob")).isEqualTo(code);
    assertThat(sotto.err).startsWith("sotto: it did not work\n  hint: try again");
    assertThat(sotto.out).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_UNREACHABLE, 'try again; to find the cause, run: sotto doctor'",
    "WRONG_SERVER, 'try again; to find the cause, run: sotto doctor'",
    "PIN_CHANGED, try again",
    "NOT_LOGGED_IN, try again"
  })
  void failure_betweenHereAndTheServer_pointsToTheDoctor(Reason reason, String hint) {
    sotto.world.failure = new SottoException(reason, "it did not work").hint("try again");
    sotto.run("request", "bob");
    assertThat(sotto.err).isEqualTo("sotto: it did not work\n  hint: " + hint + "\n");
  }

  @Test
  void failure_becauseSomebodyInterruptedIt_isNotForTheDoctor() {
    sotto.world.failure =
        new SottoException(Reason.TIMED_OUT, "interrupted").cause(new InterruptedException());
    assertThat(sotto.run("request", "bob")).isEqualTo(6);
    assertThat(sotto.err).isEqualTo("sotto: interrupted\n");
  }

  @Test
  void failure_ofAReasonThatOnlyNewerServersKnow_endsWithTheCodeOfItsKind() {
    sotto.world.failure = SottoException.named("MOON_PHASE", Failure.REFUSED, "not tonight");
    assertThat(sotto.run("request", "bob", "--json")).isEqualTo(5);
    assertThat(sotto.err)
        .isEqualTo(
            "{\"error\":{\"reason\":\"MOON_PHASE\",\"message\":\"not tonight\",\"hint\":null}}\n");
  }

  @Test
  void bug_endsWith1AndShowsNoStackTrace() {
    sotto.world.failure = new IllegalStateException("secret detail");
    assertThat(sotto.run("request", "bob")).isEqualTo(1);
    assertThat(sotto.err)
        .startsWith("sotto: something went wrong")
        .doesNotContain("secret detail")
        .doesNotContain("\tat ");
  }

  @Test
  void noAccount_endsWith3() {
    sotto.world.registered = false;
    assertThat(sotto.run("chats")).isEqualTo(3);
  }

  @Test
  void wrongPassword_endsWith3() {
    sotto.world.password = "something else";
    assertThat(sotto.run("chats", "--json")).isEqualTo(3);
    assertThat(sotto.err).contains("\"reason\":\"WRONG_PASSWORD\"");
  }

  // Arguments

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--bogus",
        "sned bob hi",
        "send",
        "send bob",
        "send bob hi there",
        "send bob hi --reply x",
        "send bob hi --reply 0",
        "send bob hi --keep-metadata",
        "send bob --reply 1",
        "save bob",
        "save bob 1",
        "save bob x --output y",
        "save bob 0 --output y",
        "request",
        "request bob carol",
        "request bob --group title",
        "request B@d",
        "request a",
        "read bob --limit 0",
        "read bob --limit 1001",
        "read bob --limit many",
        "read bob --before -1",
        "read 0",
        "listen --for 5",
        "listen --for 0s",
        "listen --count 0",
        "register --username alice",
        "register --join x",
        "register --join x --username Al!ce",
        "delete bob 1",
        "delete bob",
        "delete-account",
        "delete bob 0 --yes",
        "admin",
        "admin announce",
        "admin invite --expires tomorrow",
        "devices revoke 1",
        "enroll",
        "chat",
        "whoami --profile"
      })
  void wrongArguments_endWith2AndChangeNothing(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(sotto.run(arguments)).isEqualTo(2);
    assertThat(sotto.err).startsWith("sotto: ").doesNotContain("\tat ");
    assertThat(sotto.err.charAt("sotto: ".length())).isNotIn(upperCaseLetters());
    assertThat(sotto.out).isEmpty();
    assertThat(sotto.world.messages).isEmpty();
    assertThat(sotto.world.calls).doesNotContain("delete 1");
  }

  private static List<Character> upperCaseLetters() {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().mapToObj(c -> (char) c).toList();
  }

  @Test
  void badName_isSaidInJsonWithItsReason() {
    assertThat(sotto.run("--json", "request", "B@d")).isEqualTo(2);
    assertThat(sotto.err).startsWith("{\"error\":{\"reason\":\"NAME_INVALID\"");
  }

  @Test
  void mistypedCommand_getsASuggestion() {
    sotto.run("chatz");
    assertThat(sotto.err)
        .contains("unknown command 'chatz'")
        .contains("did you mean chat or chats");
  }

  @ParameterizedTest
  @CsvSource({"sned, send", "regsiter, register", "reed, read", "requets, request or requests"})
  void mistypedCommand_getsTheClosestSuggested(String typed, String meant) {
    sotto.run(typed);
    assertThat(sotto.err).contains("did you mean " + meant + "?");
  }

  @Test
  void unknownCommand_likeNoOther_getsNoSuggestion() {
    sotto.run("frobnicate");
    assertThat(sotto.err)
        .isEqualTo("sotto: unknown command 'frobnicate'\n  hint: see sotto --help\n");
  }

  @Test
  void nothing_atATerminal_isTheShell() {
    sotto.types();
    // Here somebody answers, but there is no terminal that could be drawn on.
    assertThat(sotto.run()).isEqualTo(1);
    assertThat(sotto.err).contains("the terminal cannot be used");
    assertThat(sotto.world.mode).isEqualTo(OpenMode.LONG_RUNNING);
    assertThat(sotto.world.calls).contains("close");
  }

  @Test
  void chat_withoutATerminal_isRefusedWithWhatToUseInstead() {
    assertThat(sotto.run("chat")).isEqualTo(2);
    assertThat(sotto.err)
        .contains("chat needs a terminal")
        .contains("use send, read and listen --json");
    assertThat(sotto.world.mode).isNull();
  }

  @Test
  void chat_withJson_isRefused() {
    sotto.types();
    assertThat(sotto.run("chat", "--json")).isEqualTo(2);
    assertThat(sotto.err).startsWith("{\"error\":{\"reason\":\"USAGE\"");
    assertThat(sotto.world.mode).isNull();
  }

  @Test
  void numberThatIsNone_isSaidInPlainWords() {
    sotto.run("read", "bob", "--limit", "many");
    assertThat(sotto.err).contains("'many' is not a whole number").doesNotContain("an int");
  }

  @Test
  void failure_withoutAHint_getsTheCommandThatHelps() {
    sotto.world.failure = new SottoException(Reason.WRONG_PASSWORD, "no");
    sotto.run("request", "bob");
    assertThat(sotto.err)
        .isEqualTo("sotto: no\n  hint: if it is forgotten: sotto password --recover\n");
  }

  @Test
  void globalOptions_workBeforeAndAfterTheCommand() {
    assertThat(sotto.run("--profile", home + "/a", "--json", "whoami")).isZero();
    assertThat(sotto.world.profile).isEqualTo(home.resolve("a"));
    assertThat(sotto.out).startsWith("{");
    assertThat(sotto.run("whoami", "--json", "--profile=" + home + "/b")).isZero();
    assertThat(sotto.world.profile).isEqualTo(home.resolve("b"));
    assertThat(sotto.out).startsWith("{");
    assertThat(sotto.run("admin", "stats", "--profile", home + "/c")).isZero();
    assertThat(sotto.world.profile).isEqualTo(home.resolve("c"));
  }

  @Test
  void profile_withoutOption_isOfTheEnvironmentElseInTheHome() {
    sotto.run("whoami");
    assertThat(sotto.world.profile).isEqualTo(home.resolve(".sotto"));
    sotto.environment.put("SOTTO_PROFILE", home + "/elsewhere");
    sotto.run("whoami");
    assertThat(sotto.world.profile).isEqualTo(home.resolve("elsewhere"));
  }

  @Test
  void send_dash_readsStandardInput() {
    sotto.stdin = "two\nlines – ü\n".getBytes(StandardCharsets.UTF_8);
    assertThat(sotto.run("send", "bob", "-")).isZero();
    assertThat(sotto.world.messages.get(0).text()).isEqualTo("two\nlines – ü");
    assertThat(sotto.out).isEqualTo("1\n");
  }

  @Test
  void send_dash_withBytesThatAreNoText_endsWith2() {
    sotto.stdin = new byte[] {(byte) 0xff, 'x'};
    assertThat(sotto.run("send", "bob", "-")).isEqualTo(2);
    assertThat(sotto.world.messages).isEmpty();
  }

  @Test
  void send_emptyText_endsWith2() {
    assertThat(sotto.run("send", "bob", "")).isEqualTo(2);
    assertThat(sotto.world.messages).isEmpty();
  }

  @Test
  void send_afterTwoDashes_takesTextThatBeginsWithOne() {
    assertThat(sotto.run("send", "bob", "--", "--json")).isZero();
    assertThat(sotto.world.messages.get(0).text()).isEqualTo("--json");
    assertThat(sotto.out).isEqualTo("1\n");
  }

  @Test
  void send_textThatNamesACommand_isText() {
    assertThat(sotto.run("send", "bob", "listen")).isZero();
    assertThat(sotto.world.messages.get(0).text()).isEqualTo("listen");
  }

  // Help

  @Test
  void help_listsEveryCommandUnderItsHeading() {
    assertThat(sotto.run("--help")).isZero();
    for (CommandCatalog.Section section : new ClientCommands().sections()) {
      assertThat(sotto.out).contains(section.heading());
      section.names().forEach(name -> assertThat(sotto.out).contains("\n  " + name + " "));
    }
  }

  @Test
  void help_ofEveryCommand_hasAnExample() {
    for (CommandCatalog.Section section : new ClientCommands().sections()) {
      for (String name : section.names()) {
        assertThat(sotto.run(name, "--help")).isZero();
        assertThat(sotto.out).contains("Example:\n  ").contains("sotto " + name);
        assertThat(sotto.out).as("a path broken in two").contains("else ~/.sotto)");
      }
    }
  }

  @Test
  void version_printsIt() {
    assertThat(sotto.run("--version")).isZero();
    assertThat(sotto.out).startsWith("sotto 1.2.3\nprotocol 1\nJava ");
  }

  // Passwords

  @Test
  void password_withoutFileOrTerminal_endsWith2AndSaysWhatToDo() {
    sotto.environment.clear();
    assertThat(sotto.run("chats", "--json")).isEqualTo(2);
    assertThat(sotto.err)
        .contains("\"reason\":\"PASSWORD_REQUIRED\"")
        .contains("--password-file")
        .contains("SOTTO_PASSWORD_FILE");
  }

  @Test
  void password_besideAnAgent_isNotAskedFor() {
    sotto.environment.clear();
    sotto.world.agent = true;
    assertThat(sotto.run("chats")).isZero();
  }

  @Test
  void password_onATerminal_isAskedFor() {
    sotto.environment.clear();
    sotto.types(SmallWorld.PASSWORD);
    assertThat(sotto.run("chats")).isZero();
  }

  @Test
  void register_onATerminal_asksTwice() {
    sotto.environment.clear();
    sotto.types("a long password", "another long one");
    assertThat(sotto.run("register", "--join", "x", "--username", "alice")).isEqualTo(2);
    assertThat(sotto.world.registration).isNull();
    sotto.types("a long password", "a long password");
    assertThat(sotto.run("register", "--join", "x", "--username", "alice")).isZero();
    assertThat(Objects.requireNonNull(sotto.world.registration).password().text())
        .isEqualTo("a long password");
  }

  @ParameterizedTest
  @CsvSource({"'short', 2", "'correct horse battery', 0", "'correct horse battery\n\n', 3"})
  void passwordFile_losesOneNewlineAndNoMore(String content, int code) {
    sotto.environment.clear();
    Path file = sotto.file("pw", content);
    assertThat(sotto.run("chats", "--password-file", file.toString())).isEqualTo(code);
  }

  @Test
  void passwordFile_thatIsMissing_endsWith2() {
    assertThat(sotto.run("chats", "--password-file", home + "/none")).isEqualTo(2);
    assertThat(sotto.err).contains("--password-file").contains("does not exist");
  }

  @Test
  void passwordFile_thatOthersCanRead_isWarnedAbout() {
    Path file = sotto.file("pw", SmallWorld.PASSWORD);
    assertThat(file.toFile().setReadable(true, false)).isTrue();
    assertThat(sotto.run("chats", "--password-file", file.toString())).isZero();
    assertThat(sotto.err).contains("others on this machine can read").contains("chmod 600");
  }

  @Test
  void passwordFile_thatIsPrivate_isNotWarnedAbout() {
    assertThat(sotto.run("chats")).isZero();
    assertThat(sotto.err).isEmpty();
  }

  // Consent

  @Test
  void delete_onATerminal_asksAndTakesNoForNo() {
    sotto.types("n");
    assertThat(sotto.run("delete", "bob")).isEqualTo(1);
    assertThat(sotto.err).contains("nothing was changed");
    assertThat(sotto.world.chatDeleted).isFalse();
    sotto.types("yes");
    assertThat(sotto.run("delete", "bob")).isZero();
    assertThat(sotto.world.chatDeleted).isTrue();
  }

  @Test
  void delete_withoutTerminalOrYes_endsWith2() {
    assertThat(sotto.run("delete-account", "--json")).isEqualTo(2);
    assertThat(sotto.err).contains("\"reason\":\"CONFIRMATION_REQUIRED\"").contains("--yes");
    assertThat(sotto.world.deleted).isFalse();
  }

  // Long-running commands

  @Test
  void oneShot_opensForOneCommandAndCloses() {
    sotto.run("chats");
    assertThat(sotto.world.mode).isEqualTo(OpenMode.ONE_SHOT);
    assertThat(sotto.world.calls).containsExactly("close");
  }

  @Test
  void listen_endsWhenTheTimeIsOver() {
    assertThat(sotto.run("listen", "--for", "50ms")).isZero();
    assertThat(sotto.world.mode).isEqualTo(OpenMode.LONG_RUNNING);
  }

  @Test
  void listen_onASignal_closesTheAccountBeforeTheProcessMayEnd() throws Exception {
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> sotto.run("listen"));
    Awaitility.await().until(() -> sotto.stop != null);
    Objects.requireNonNull(sotto.stop).run();
    assertThat(code.get()).isZero();
    assertThat(sotto.world.calls).containsExactly("close", "watch closed");
  }

  @Test
  void agent_onASignal_endsWith0() throws Exception {
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> sotto.run("agent"));
    Awaitility.await().until(() -> sotto.stop != null);
    Objects.requireNonNull(sotto.stop).run();
    assertThat(code.get()).isZero();
    assertThat(sotto.world.mode).isEqualTo(OpenMode.LONG_RUNNING);
  }

  @Test
  void listen_count_countsWhatPeopleWrote() {
    sotto.world.waiting.add(new Event.Typing(SmallWorld.CHAT, SmallWorld.BOB, true));
    sotto.world.waiting.add(new Event.MessageReceived(sotto.world.says(SmallWorld.BOB, "one")));
    sotto.world.waiting.add(new Event.MessageReceived(sotto.world.says(SmallWorld.BOB, "two")));
    sotto.world.waiting.add(new Event.MessageReceived(sotto.world.says(SmallWorld.BOB, "three")));
    assertThat(sotto.run("listen", "--count", "2")).isZero();
    assertThat(sotto.out).contains("one").contains("two").doesNotContain("three");
  }

  // Output

  @Test
  void brokenPipe_endsQuietly() {
    sotto.stdout = new FailingStream("Broken pipe");
    assertThat(sotto.run("chats")).isZero();
    assertThat(sotto.err).isEmpty();
  }

  @Test
  void fullDisk_isAFailure() {
    sotto.stdout = new FailingStream("No space left on device");
    assertThat(sotto.run("chats")).isEqualTo(1);
    assertThat(sotto.err).contains("cannot write the output: No space left on device");
  }

  private static final class FailingStream extends OutputStream {
    private final String message;

    FailingStream(String message) {
      this.message = message;
    }

    @Override
    public void write(int value) throws IOException {
      throw new IOException(message);
    }
  }
}
