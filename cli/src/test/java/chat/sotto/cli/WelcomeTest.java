package chat.sotto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.cli.welcome.Welcome;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From no profile to one, by what a person types. */
class WelcomeTest {
  private static final String LINK =
      "sotto://chat.example.org:7444/#" + "A".repeat(43) + "." + "A".repeat(22);
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path home;
  private Sotto sotto;
  private int demonstrations;

  @BeforeEach
  void start() {
    sotto = new Sotto(home);
    sotto.environment.remove("SOTTO_PASSWORD_FILE");
    sotto.world.registered = false;
  }

  private boolean lead(String... lines) {
    sotto.types(lines);
    return sotto.with(context -> Welcome.lead(context, Optional.of(() -> demonstrations++)));
  }

  private boolean joins(String... lines) {
    return lead(lines) && sotto.world.registered;
  }

  @Test
  void join_goodAnswers_registersAndShowsTheCode() {
    assertThat(joins("1", LINK, "Alice", PASSWORD, PASSWORD, "yes")).isTrue();

    var registration = Objects.requireNonNull(sotto.world.registration);
    assertThat(registration.joinLink()).isEqualTo(LINK);
    assertThat(registration.username()).isEqualTo(SmallWorld.ALICE);
    assertThat(registration.password().text()).isEqualTo(PASSWORD);
    assertThat(registration.vault()).isTrue();
    assertThat(sotto.out)
        .contains("Step 1 of 4", "Step 2 of 4", "Step 3 of 4", "Step 4 of 4")
        .contains(SmallWorld.CODE.format())
        .doesNotContain(PASSWORD);
  }

  @Test
  void join_thenOpen_asksForNoPasswordAgain() {
    sotto.types("1", LINK, "alice", PASSWORD, PASSWORD, "yes");
    sotto.with(
        context -> {
          assertThat(Welcome.isFor(context)).isTrue();
          assertThat(Welcome.lead(context, Optional.empty())).isTrue();
          assertThat(Welcome.isFor(context)).isFalse();
          context.open(OpenMode.LONG_RUNNING).close();
          return true;
        });
    assertThat(sotto.prompts).hasSize(6);
  }

  @Test
  void isFor_withoutTerminal_isFalse() {
    assertThat(sotto.<Boolean>with(Welcome::isFor)).isFalse();
  }

  @Test
  void join_linkThatCannotBeRead_isExplainedAndAskedAgain() {
    assertThat(joins("1", "https://example.org", LINK, "alice", PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.out).contains("it must begin with sotto://");
  }

  @Test
  void join_serverThatDoesNotAnswer_isExplainedAndAskedAgain() {
    sotto.world.refusals.add(new SottoException(Reason.SERVER_UNREACHABLE, "nobody at home"));
    assertThat(joins("1", LINK, LINK, "alice", PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.out).contains("nobody at home");
  }

  @Test
  void join_badName_isExplainedAndAskedAgain() {
    assertThat(joins("1", LINK, "A B", "", "alice", PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.out).contains("a user name is 2 to 32 of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "password1", "alice123"})
  void join_weakPassword_isExplainedAndAskedAgain(String weak) {
    assertThat(joins("1", LINK, "alice", weak, PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.out).containsAnyOf("at least 8 characters", "too easy to guess");
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse batterz", "x", ""})
  void join_passwordsThatDiffer_areAskedForAgain(String other) {
    assertThat(joins("1", LINK, "alice", PASSWORD, other, PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.out).contains("the two differ");
  }

  @Test
  void join_passwordFile_isUsedInsteadOfAPrompt() {
    sotto.environment.put(
        "SOTTO_PASSWORD_FILE", sotto.file("password", PASSWORD + "\n").toString());
    assertThat(joins("1", LINK, "alice", "y")).isTrue();
  }

  @Test
  void join_nameTaken_leadsBackToTheNameAlone() {
    sotto.world.refuseRegistration(new SottoException(Reason.NAME_TAKEN, "the name bob is taken"));
    assertThat(joins("1", LINK, "bob", PASSWORD, PASSWORD, "alice", "y")).isTrue();
    assertThat(sotto.out).contains("the name bob is taken");
    assertThat(sotto.world.calls).contains("register bob", "register alice");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"TOKEN_UNKNOWN", "TOKEN_EXPIRED", "TOKEN_USED_UP", "WRONG_SERVER"})
  void join_linkRefusedAtTheEnd_leadsBackToTheLinkAlone(Reason reason) {
    sotto.world.refuseRegistration(new SottoException(reason, "not this one"));
    assertThat(joins("1", LINK, "alice", PASSWORD, PASSWORD, LINK, "y")).isTrue();
    assertThat(sotto.world.calls.stream().filter("check"::equals)).hasSize(2);
    assertThat(sotto.out).contains("not this one");
  }

  @Test
  void join_serverGoneInTheMiddle_triesAgainWithTheSame() {
    sotto.world.refuseRegistration(new SottoException(Reason.SERVER_UNREACHABLE, "gone"));
    assertThat(joins("1", LINK, "alice", PASSWORD, PASSWORD, "", "y")).isTrue();
    assertThat(sotto.world.calls.stream().filter("register alice"::equals)).hasSize(2);
  }

  @Test
  void join_serverGoneAndNoPatience_leavesAndSaysHowToFinish() {
    sotto.world.refuseRegistration(new SottoException(Reason.SERVER_UNREACHABLE, "gone"));
    assertThat(lead("1", LINK, "alice", PASSWORD, PASSWORD, "n")).isFalse();
    assertThat(sotto.out).contains("run this again to finish it");
  }

  @Test
  void join_ourOwnBug_isNotSwallowed() {
    sotto.world.refuseRegistration(new SottoException(Reason.LOCAL_FILE, "disk full"));
    assertThatThrownBy(() -> lead("1", LINK, "alice", PASSWORD, PASSWORD))
        .isInstanceOf(SottoException.class);
  }

  @Test
  void code_notConfirmed_isAskedForAgain() {
    assertThat(joins("1", LINK, "alice", PASSWORD, PASSWORD, "", "no", "YES")).isTrue();
    assertThat(sotto.out).contains("a lost account");
  }

  // Leaving

  @Test
  void end_atAnyStepBeforeRegistering_leavesNothing() {
    String[] answers = {"1", LINK, "alice", PASSWORD};
    for (int step = 0; step <= answers.length; step++) {
      assertThat(lead(Arrays.copyOf(answers, step))).isFalse();
      assertThat(sotto.out).endsWith("\nleft; nothing was made\n");
      assertThat(sotto.world.registration).isNull();
    }
  }

  @Test
  void end_atTheCode_saysThatTheAccountIsThere() {
    assertThat(lead("1", LINK, "alice", PASSWORD, PASSWORD)).isFalse();
    assertThat(sotto.out).contains("you are registered as alice");
  }

  @Test
  void quit_isOffered() {
    assertThat(lead("3")).isFalse();
    sotto.types("2");
    assertThat(sotto.<Boolean>with(context -> Welcome.lead(context, Optional.empty()))).isFalse();
    assertThat(sotto.out).doesNotContain("demonstration");
  }

  @Test
  void demonstration_comesBackToTheQuestion() {
    assertThat(lead("2", "what?", "2", "3")).isFalse();
    assertThat(demonstrations).isEqualTo(2);
  }

  // A registration that was begun

  @Test
  void begun_finished_withThePasswordAlone() {
    sotto.world.begun = true;
    assertThat(joins("1", PASSWORD, "y")).isTrue();
    assertThat(sotto.world.calls).contains("resume");
    assertThat(sotto.out).contains("a registration as alice was begun", SmallWorld.CODE.format());
  }

  @Test
  void begun_threeWrongPasswords_endAndSayWhatToDo() {
    sotto.world.begun = true;
    assertThatThrownBy(() -> lead("1", "wrong password", "wrong passwort", "wrong passwörd"))
        .isInstanceOfSatisfying(
            SottoException.class,
            e -> {
              assertThat(e.is(Reason.WRONG_PASSWORD)).isTrue();
              assertThat(e.hint().orElseThrow()).contains("choose 2");
            });
  }

  @Test
  void begun_forgotten_beginsAnew() {
    sotto.world.begun = true;
    assertThat(joins("2", "1", LINK, "alice", PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.world.calls).contains("discard");
  }

  @Test
  void begun_refusedForGood_beginsAnew() {
    sotto.world.begun = true;
    sotto.world.finalRefusal = true;
    sotto.world.refusals.add(new SottoException(Reason.TOKEN_EXPIRED, "the link has expired"));
    assertThat(joins("1", PASSWORD, "1", LINK, "alice", PASSWORD, PASSWORD, "y")).isTrue();
    assertThat(sotto.out).contains("the link has expired");
  }

  @Test
  void begun_left_isSaidToBeThereStill() {
    sotto.world.begun = true;
    assertThat(lead("3")).isFalse();
    assertThat(sotto.out).contains("run this again to finish it");
  }

  // Opening

  @Test
  void open_rightAtTheThirdTime_opens() {
    sotto.world.registered = true;
    sotto.types("not this one", "short", PASSWORD);
    sotto.with(
        context -> {
          context.open(OpenMode.LONG_RUNNING).close();
          return true;
        });
    assertThat(sotto.err).contains("this password does not open the profile; try again");
  }

  @Test
  void open_threeWrongPasswords_isThreeAndSaysWhatToDo() {
    sotto.world.registered = true;
    sotto.types("not this one", "nor this one", "nor that one", PASSWORD);
    assertThat(sotto.run("agent")).isEqualTo(3);
    assertThat(sotto.err).contains("three wrong passwords", "sotto password --recover");
    assertThat(sotto.prompts).hasSize(3);
  }

  @Test
  void open_wrongPasswordInAFile_isAskedForOnce() {
    sotto.world.registered = true;
    sotto.environment.put(
        "SOTTO_PASSWORD_FILE", sotto.file("password", "not this one\n").toString());
    sotto.types(PASSWORD);
    assertThat(sotto.run("agent")).isEqualTo(3);
    assertThat(sotto.prompts).isEmpty();
  }

  @Test
  void open_endOfInput_saysThatNoneWasGiven() {
    sotto.world.registered = true;
    sotto.types();
    assertThat(sotto.run("agent")).isEqualTo(2);
    assertThat(sotto.err).contains("no password was given");
  }
}
