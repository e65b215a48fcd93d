package chat.sotto.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.client.Accounts;
import chat.sotto.client.ProfileState;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Somebody starts the program for the first time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WelcomeTest {
  private static final Pattern CODE = Pattern.compile("([A-Z2-7]{4}-){7}[A-Z2-7]{4}");

  @TempDir static Path folder;
  private Town town;

  @BeforeAll
  void start() {
    town = new Town(folder);
  }

  @AfterAll
  void stop() {
    town.close();
  }

  @Test
  void newcomer_whoTypesTheProgramsNameAlone_endsInTheShell() {
    town.settle("dave");
    try (PseudoTerminal carol = town.terminal("carol").run()) {
      carol.awaitScreen("Welcome to Sotto");
      carol.awaitPrompt("choose 1 to 3:");
      carol.enter("1");

      // A link that cannot be, then one whose key is another's, then the right one.
      carol.awaitPrompt("paste the link:");
      carol.enter("https://example.org/join");
      carol.awaitScreen("it must begin with sotto://");
      carol.awaitPrompt("paste the link:");
      carol.enter(withOtherKey(town.link()));
      carol.awaitScreen("this is not the server of the join link");
      carol.awaitPrompt("paste the link:");
      carol.enter(town.link());
      carol.awaitScreen("it is the one of this link");

      carol.awaitPrompt("your name:");
      carol.enter("Not A Name");
      carol.awaitScreen("a user name is 2 to 32 of");
      carol.awaitPrompt("your name:");
      carol.enter("dave");

      carol.awaitPrompt("choose a password:");
      carol.enter("password1");
      carol.awaitScreen("too easy to guess");
      carol.awaitPrompt("choose a password:");
      carol.enter(Town.password("carol"));
      carol.awaitPrompt("the same again:");
      carol.enter(Town.password("carole"));
      carol.awaitScreen("the two differ");
      carol.awaitPrompt("choose a password:");
      carol.enter(Town.password("carol"));
      carol.awaitPrompt("the same again:");
      carol.enter(Town.password("carol"));

      // Taken: back to the name, and to nothing else.
      carol.awaitScreen("the name is, or was, somebody else's");
      carol.awaitPrompt("your name:");
      carol.enter("carol");

      carol.awaitScreen("You are registered as carol.");
      carol.awaitPrompt("type yes when you have it:");
      assertThat(carol.everything()).containsPattern(CODE);
      carol.enter("yes");

      carol.awaitScreen("/help");
      carol.awaitPrompt("sotto>");
      carol.awaitScreen("online");
      carol.enter("/quit");
      carol.awaitExit(0);
      assertThat(carol.rawBytes()).doesNotContain("correct horse").doesNotContain("password1");
    }
  }

  @Test
  void newcomer_ctrlCOrCtrlDAtAnyStep_leavesNothingBehind() {
    String[] answers = {"1", town.link(), "erin", Town.password("erin")};
    String[] prompts = {
      "choose 1 to 3:", "paste the link:", "your name:", "choose a password:", "the same again:"
    };
    for (int last = 0; last < prompts.length; last++) {
      boolean interrupts = last % 2 == 0;
      try (PseudoTerminal erin = town.terminal("erin").run("chat")) {
        for (int step = 0; step < last; step++) {
          erin.awaitPrompt(prompts[step]);
          erin.enter(answers[step]);
        }
        erin.awaitPrompt(prompts[last]);
        erin.press(interrupts ? Key.CTRL_C : Key.CTRL_D);
        erin.awaitExit(interrupts ? 130 : 0);
        assertThat(erin.everything().strip()).endsWith("left; nothing was made");
        assertThat(Accounts.state(town.profile("erin"))).isEqualTo(ProfileState.ABSENT);
      }
    }
  }

  @Test
  void demonstration_runsAndComesBack() {
    try (PseudoTerminal frank = town.terminal("frank").size(120, 40).run("chat")) {
      frank.awaitPrompt("choose 1 to 3:");
      frank.enter("2");
      frank.await(
          "the demonstration's end",
          () ->
              frank.everything().contains("none of the 5 texts is there")
                  && frank.screenLines().stream().anyMatch(line -> line.endsWith("3:")));
      frank.awaitPrompt("choose 1 to 3:");
      frank.enter("3");
      frank.awaitExit(0);
    }
  }

  @Test
  void interruptedAtTheRecoveryCode_theAccountIsThereAndOpens() {
    try (PseudoTerminal gina = town.terminal("gina").run("chat")) {
      Walk.toTheCode(gina, town.link(), "gina");
      gina.awaitPrompt("type yes when you have it:");
      gina.press(Key.CTRL_C);
      gina.awaitExit(130);
      assertThat(gina.everything()).contains("you are registered as gina");
    }
    try (PseudoTerminal gina = town.terminal("gina").run()) {
      gina.awaitPrompt("password:");
      gina.enter(Town.password("gina"));
      gina.awaitPrompt("sotto>");
      gina.press(Key.CTRL_D);
      gina.awaitExit(0);
    }
  }

  @Test
  void registrationThatBrokeOff_isFinishedAtTheNextStart() {
    town.leadNewcomersAstray();
    try (PseudoTerminal hugo = town.terminal("hugo").run("chat")) {
      Walk.toTheCode(hugo, town.link(), "hugo");
      hugo.awaitPrompt("try again? [Y/n]");
      hugo.press(Key.CTRL_C);
      hugo.awaitExit(130);
      assertThat(hugo.everything()).contains("run this again to finish it");
    }
    town.leadNewcomersHome();
    try (PseudoTerminal hugo = town.terminal("hugo").run("chat")) {
      hugo.awaitScreen("a registration as hugo was begun and not");
      hugo.awaitPrompt("choose 1 to 3:");
      hugo.enter("1");
      hugo.awaitPrompt("password:");
      hugo.enter("something entirely different");
      hugo.awaitScreen("that is not the password");
      hugo.awaitPrompt("password:");
      hugo.enter(Town.password("hugo"));
      hugo.awaitPrompt("type yes when you have it:");
      assertThat(hugo.everything()).containsPattern(CODE);
      hugo.enter("y");
      hugo.awaitPrompt("sotto>");
      hugo.enter("/quit");
      hugo.awaitExit(0);
    }
  }

  private static String withOtherKey(String link) {
    int hash = link.indexOf('#');
    char other = link.charAt(hash + 1) == 'A' ? 'B' : 'A';
    return link.substring(0, hash + 1) + other + link.substring(hash + 2);
  }
}
