package chat.sotto.mls.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each check has a line in the list of checks, and a test that fails it. */
class CheckListTest {
  private static final Path LIST = Path.of("..", "docs", "validation.md");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final Path MAIN = Path.of("src", "main", "java");

  @Test
  void validationList_lines_areTheChecks() throws IOException {
    List<String> listed =
        Files.readAllLines(LIST).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`", -1)[1] + " " + line.split("\\|", -1)[2].trim())
            .toList();
    List<String> checks =
        Arrays.stream(Check.values()).map(check -> check.id() + " §" + check.section()).toList();
    assertThat(listed).containsExactlyElementsOf(checks);
  }

  @Test
  void checks_all_areUsedInCodeAndFailedInATest() throws IOException {
    String tests = sources(TESTS);
    String code = sources(MAIN);
    for (Check check : Check.values()) {
      assertThat(code).contains("Check." + check.name());
      assertThat(tests).contains("Check." + check.name());
    }
  }

  private static String sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(CheckListTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
