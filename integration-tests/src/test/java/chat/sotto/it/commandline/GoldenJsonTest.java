package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
  /** Not all kinds of their lines happen in one story. */
  private static final Set<String> EVENTS = Set.of("announcements", "listen", "read");

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
    return new CommandTree().withJson();
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

  @ParameterizedTest
  @MethodSource("commands")
  void command_withJson_hasTheFieldsThatAreDocumented(String command) {
    CommandDocs docs = new CommandDocs(new CommandTree().names());
    if (docs.isExplainedBelow(command)) {
      assertThat(docs.wordsBelow(command))
          .containsAll(files.fields(command).stream().flatMap(Set::stream).toList());
      return;
    }
    List<Set<String>> documented = docs.fields(command);
    assertThat(documented).containsAll(files.fields(command));
    if (!EVENTS.contains(command)) {
      // What nobody ever sees may as well not be so.
      assertThat(files.fields(command)).containsAll(documented);
    }
  }

  @Test
  void everyLine_inAnotherProgram_isRead() throws Exception {
    assumeThat(python()).isTrue();
    Process python =
        new ProcessBuilder("python3", "-m", "json.tool", "--json-lines", "--compact").start();
    try (OutputStream input = python.getOutputStream()) {
      input.write(String.join("\n", files.raw()).getBytes(StandardCharsets.UTF_8));
    }
    String read = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).isZero();
    assertThat(read.lines()).hasSameSizeAs(files.raw());
  }

  private static boolean python() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-m", "json.tool", "-h")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void goldenFiles_areOfCommandsThatExist() {
    assertThat(GoldenFiles.kept()).isEqualTo(commands());
  }
}
