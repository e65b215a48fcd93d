package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/commands.md names the commands and options that there are, and no others. */
class CommandDocsTest {
  private static final CommandTree TREE = new CommandTree();
  private static final CommandDocs DOCS = new CommandDocs(TREE.names());

  static Set<String> commands() {
    return TREE.names();
  }

  @Test
  void commands_inTheDocs_areThoseOfTheProgram() {
    assertThat(DOCS.commands()).isEqualTo(TREE.names());
  }

  @Test
  void globalOptions_inTheDocs_areThoseOfTheProgram() {
    assertThat(DOCS.globalOptions()).isEqualTo(TREE.globalOptions());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void options_inTheDocs_areThoseOfTheCommand(String command) {
    Set<String> documented = new TreeSet<>(DOCS.options(command));
    documented.removeAll(DOCS.globalOptions());
    assertThat(documented).isEqualTo(TREE.options(command));
  }
}
