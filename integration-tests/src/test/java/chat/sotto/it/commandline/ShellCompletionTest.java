package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The completion scripts, read by the shells that they are for. */
@Timeout(120)
class ShellCompletionTest {
  @TempDir Path folder;

  /** A file with the script for a shell. */
  private Path script(String shell, String name) throws IOException {
    SottoProcess.Result result = SottoProcess.run("completion", shell).ok();
    return Files.writeString(folder.resolve(name), String.join("\n", result.out()) + "\n");
  }

  @Test
  void bash_afterSourcingTheScript_completesCommandsOptionsAndValues() throws IOException {
    Tool bash = Tool.require("bash");
    String complete =
        """
        source "$1" || exit
        complete -p sotto
        t() {
          COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
          COMP_POINT=${#COMP_LINE}
          # Outside a completion there is no compopt; what it would say does not matter here.
          _complete_sotto 2>/dev/null
          echo "$*: ${COMPREPLY[*]}"
        }
        t sotto who
        t sotto admin inv
        t sotto serve --enroll
        t sotto completion ''
        t sotto --json read --ne
        t sotto nothing-like-it
        """;
    String said =
        bash.run(
            complete,
            "--norc",
            "--noprofile",
            "-s",
            script("bash", "sotto.bash").toAbsolutePath().toString());
    assertThat(said.lines())
        .containsExactly(
            "complete -o default -F _complete_sotto sotto",
            "sotto who: whoami",
            "sotto admin inv: invite",
            "sotto serve --enroll: --enroll-port",
            "sotto completion : bash zsh",
            "sotto --json read --ne: --new",
            "sotto nothing-like-it: ");
  }

  @Test
  void zsh_afterSourcingTheScript_completesAsItIsTyped() throws IOException {
    Path script = script("zsh", "sotto.zsh");
    assertThat(typed("source " + script)).contains("RAN whoami.", "RAN admin stats.");
  }

  @Test
  void zsh_findingTheScriptOnFpath_completesAsItIsTyped() throws IOException {
    var unused = script("zsh", "_sotto");
    String setUp = "fpath=(" + folder + " $fpath); autoload -Uz compinit; compinit -u -D";
    String said = typed(setUp);
    assertThat(said).contains("RAN whoami.", "RAN admin stats.");
    assertThat(said).doesNotContain("not found");
  }

  /**
   * What an interactive zsh on a terminal of its own shows while somebody types and presses Tab.
   */
  private static String typed(String setUp) {
    List<String> lines =
        List.of(
            setUp + "; sotto() { print -r -- \"RAN $*.\" }",
            "sotto who\t",
            "sotto admin sta\t",
            "exit");
    StringBuilder driver =
        new StringBuilder("zmodload zsh/zpty\nzpty shell env TERM=dumb zsh -f -i\n");
    for (String line : lines) {
      driver.append("zpty -n -w shell $'").append(line.replace("'", "\\'")).append("\\n'\n");
    }
    driver.append("while zpty -r shell line; do print -r -- \"$line\"; done\n");
    return Tool.require("zsh").run(driver.toString(), "-f");
  }
}
