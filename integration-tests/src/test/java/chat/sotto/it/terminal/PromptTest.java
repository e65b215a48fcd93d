package chat.sotto.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask: passwords are never shown, and Ctrl-C ends with nothing done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptTest {
  @TempDir static Path folder;
  private Town town;

  @BeforeAll
  void start() {
    town = new Town(folder);
    town.settle("alice");
  }

  @AfterAll
  void stop() {
    town.close();
  }

  @Test
  void register_passwordTypedTwice_isNowhereOnTheScreen() {
    String password = Town.password("bob");
    try (PseudoTerminal bob =
        town.terminal("bob").run("register", "--join", town.link(), "--username", "bob")) {
      bob.awaitPrompt("choose a password:");
      bob.enter(password);
      bob.awaitPrompt("the same again:");
      bob.enter(password);
      bob.awaitScreen("registered and logged in as bob");
      bob.awaitExit(0);
      assertThat(bob.rawBytes()).doesNotContain("correct horse").doesNotContain("***");
    }
  }

  @Test
  void password_ctrlCInTheMiddleOfIt_endsAndShowsNothingOfIt() {
    try (PseudoTerminal alice = town.terminal("alice").run("chats")) {
      alice.awaitPrompt("password:");
      alice.type("correct ho");
      alice.press(Key.CTRL_C);
      alice.awaitExit(130);
      assertThat(alice.rawBytes()).doesNotContain("correct");
    }
  }

  @Test
  void register_ctrlCAtThePassword_leavesNoProfile() {
    try (PseudoTerminal carol =
        town.terminal("carol").run("register", "--join", town.link(), "--username", "carol")) {
      carol.awaitPrompt("choose a password:");
      carol.press(Key.CTRL_C);
      carol.awaitExit(130);
      assertThat(Files.exists(town.profile("carol").resolve("profile.json"))).isFalse();
    }
  }
}
