package chat.sotto.client.agent;

import static chat.sotto.client.agent.ScriptedAccount.BOB;
import static chat.sotto.client.agent.ScriptedAccount.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.Account;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.profile.ProfileDirectory;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of an account, called through an agent, does and gives what it does and gives
 * directly.
 */
class AgentCallsTest {
  private static final Password ONE = Password.of("pass word \"1\"\n");
  private static final Password TWO = Password.of("pässwörter 2");
  private static final RecoveryCode CODE =
      RecoveryCode.parse("7654-32ZY-XWVU-TSRQ-PONM-LKJI-HGFE-DCBA");

  @TempDir Path temporary;
  private final ScriptedAccount held = new ScriptedAccount();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Account remote = held;

  @BeforeEach
  void connect() {
    ProfileDirectory directory = new ProfileDirectory(temporary);
    open.add(AgentServer.start(directory, held));
    remote = AgentAccount.connect(directory).orElseThrow();
    open.add(0, remote);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  /**
   * A call.
   *
   * @param method the method's name
   * @param on calls it
   */
  record Case(String method, Function<Account, Object> on) {
    @Override
    public String toString() {
      return method;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("whoAmI", Account::whoAmI),
        run("login", account -> account.login(ONE)),
        run("logout", Account::logout),
        run("changePassword", account -> account.changePassword(ONE, TWO)),
        new Case("recover", account -> account.recover(CODE, TWO)),
        run("deleteAccount", account -> account.deleteAccount(ONE)),
        new Case("devices", Account::devices),
        new Case("credentials", Account::credentials),
        new Case("request", account -> account.request(BOB)),
        new Case("requests", Account::requests),
        run("accept", account -> account.accept(CHAT)),
        run("decline", account -> account.decline(CHAT)),
        new Case("chats", Account::chats),
        new Case("knownChats", Account::knownChats),
        run("keep", account -> account.keep("history", new byte[] {0, -1, 10})),
        run("keep", account -> account.keep("history", new byte[Account.MAX_NOTE])),
        new Case(
            "kept", account -> account.kept("history").map(HexFormat.of()::formatHex).orElse("")),
        new Case("kept", account -> account.kept("none").isPresent()),
        new Case("resolve", account -> account.resolve("@bob")),
        run("leave", account -> account.leave(CHAT)),
        run("deleteChat", account -> account.deleteChat(CHAT)),
        new Case("rekey", account -> account.rekey(CHAT)),
        new Case("send", account -> account.send(CHAT, "hi\nthere", new Seq(3))),
        new Case("send", account -> account.send(CHAT, "x".repeat(65_536), null)),
        new Case("send", account -> account.send(CHAT, "\u0001".repeat(65_536), null)),
        new Case("sendAsync", account -> account.sendAsync(CHAT, "hi", null).join()),
        new Case(
            "sendFile",
            account ->
                account.sendFile(
                    CHAT,
                    new FileToSend(Path.of("/tmp/a b\n.jpg"), "a\ncaption", new Seq(3), true),
                    TransferListener.NONE)),
        new Case(
            "sendFile",
            account ->
                account.sendFile(
                    CHAT,
                    new FileToSend(Path.of("/tmp/a"), "", null, false),
                    TransferListener.NONE)),
        new Case(
            "save",
            account ->
                account.save(
                    CHAT,
                    new Seq(40),
                    new SaveTarget(Path.of("/tmp/dir"), true),
                    TransferListener.NONE)),
        new Case("read", account -> account.read(CHAT, new ReadQuery(1_000, new Seq(9), true))),
        new Case("read", account -> account.read(CHAT, new ReadQuery(1, null, false))),
        run("typing", account -> account.typing(CHAT, true)),
        new Case("deleteMessage", account -> account.deleteMessage(CHAT, new Seq(5))),
        new Case("announcements", account -> account.announcements(1_000)),
        new Case("announce", account -> account.announce("tea\nat four", null)),
        new Case("announce", account -> account.announce("psst", BOB)),
        new Case("backup", Account::backup),
        new Case("safety", account -> account.safety(BOB)),
        new Case("verify", account -> account.verify(BOB)),
        run("block", account -> account.block(BOB)),
        run("unblock", account -> account.unblock(BOB)),
        new Case("blocked", Account::blocked),
        new Case("invite", account -> account.invite(10, Duration.ofDays(365))),
        new Case("users", Account::users),
        run("disable", account -> account.disable(BOB)),
        run("enable", account -> account.enable(BOB)),
        new Case("stats", Account::stats));
  }

  private static Case run(String method, Consumer<Account> on) {
    return new Case(
        method,
        account -> {
          on.accept(account);
          return "nothing";
        });
  }

  @Test
  void cases_table_hasEveryMethodOfTheAccount() {
    Set<String> methods =
        Arrays.stream(Account.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

    // Those two are in AgentEventsTest and AgentServerTest.
    assertThat(cases().map(Case::method).collect(Collectors.toSet()))
        .containsAll(methods.stream().filter(m -> !Set.of("listen", "close").contains(m)).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void call_throughAgent_asksAndGivesTheSame(Case call) {
    ScriptedAccount direct = new ScriptedAccount();

    Object expected = call.on().apply(direct);
    Object given = call.on().apply(remote);

    assertThat(given).isEqualTo(expected);
    assertThat(held.asked).isEqualTo(direct.asked);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void call_failing_keepsEverythingTyped(Case call) {
    held.failure =
        new SottoException(Reason.BLOCKED, "bob has blocked you").hint("talk").field("username");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(() -> call.on().apply(remote))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo("BLOCKED");
              assertThat(e.failure()).isEqualTo(Failure.REFUSED);
              assertThat(e).hasMessage("bob has blocked you");
              assertThat(e.hint()).contains("talk");
              assertThat(e.field()).contains("username");
            });
  }

  @Test
  void call_failingForAReasonOfANewerServer_keepsItsKind() {
    held.failure = SottoException.named("MOON_PHASE", Failure.NOT_FOUND, "not today");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(remote::stats)
        .matches(e -> e.reason().equals("MOON_PHASE") && e.failure() == Failure.NOT_FOUND)
        .matches(e -> e.hint().isEmpty() && e.field().isEmpty());
  }

  @Test
  void call_failingByABug_saysNothingOfTheInside() {
    held.failure = new IllegalStateException("secret detail");

    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(remote::stats)
        .withMessageNotContaining("secret")
        .matches(e -> e.is(Reason.INTERNAL));
  }
}
