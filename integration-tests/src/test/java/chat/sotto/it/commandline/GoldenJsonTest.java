package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every command prints with {@code --json}, compared with {@code
 * src/test/resources/golden/COMMAND.jsonl}: programs rely on it.
 *
 * <p>Run with {@code -Dgolden.record=true} to write the files anew, and read the difference.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenJsonTest {
  @TempDir static Path folder;
  private GoldenFiles files;

  @BeforeAll
  void tell() {
    files = new GoldenFiles(folder);
    new GoldenStory(folder, files).tell();
    if (GoldenFiles.RECORD) {
      files.record();
    }
  }

  static Set<String> commands() {
    return new CommandTree().names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_withJson_printsWhatItsGoldenFileSays(String command) {
    assertThat(files.actual(command)).isEqualTo(GoldenFiles.expected(command));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_inTheStory_succeedsAndFails(String command) {
    assertThat(files.succeeded()).as("commands that were seen to succeed").contains(command);
    assertThat(files.failed()).as("commands that were seen to fail").contains(command);
  }

  @Test
  void goldenFiles_areOfCommandsThatExist() {
    assertThat(GoldenFiles.kept()).isEqualTo(commands());
  }
}
