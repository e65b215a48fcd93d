package chat.sotto.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that only the source files can show. */
class SourceTreeTest {
  private static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

  @Test
  void sourceFile_everywhere_staysWithinItsBudget() {
    List<String> tooLong =
        sources()
            .filter(file -> lines(file).size() > (isTest(file) ? 800 : 500))
            .map(file -> ROOT.relativize(file) + ": " + lines(file).size() + " lines")
            .toList();
    assertThat(tooLong).isEmpty();
  }

  @Test
  void packageOfMainCode_everywhere_saysWhatItIsForAndThatItIsNullMarked() {
    List<String> silent =
        sources()
            .filter(file -> !isTest(file))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !isDocumented(folder.resolve("package-info.java")))
            .map(folder -> ROOT.relativize(folder).toString())
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void test_everywhere_waitsForConditionsInsteadOfSleeping() {
    String sleep = "Thread." + "sleep";
    List<String> sleepers =
        sources()
            .filter(SourceTreeTest::isTest)
            .filter(file -> lines(file).stream().anyMatch(line -> line.contains(sleep)))
            .map(file -> ROOT.relativize(file).toString())
            .toList();
    assertThat(sleepers).isEmpty();
  }

  private static boolean isDocumented(Path packageInfo) {
    if (!Files.exists(packageInfo)) {
      return false;
    }
    String text = String.join("\n", lines(packageInfo));
    return text.contains("/**") && text.contains("@NullMarked");
  }

  private static boolean isTest(Path file) {
    return file.toString().contains("/src/test/");
  }

  private static Stream<Path> sources() {
    return Stream.of(
            "mls",
            "client",
            "service",
            "cli",
            "gui-swing",
            "app",
            "integration-tests",
            "benchmarks",
            "proto")
        .map(module -> ROOT.resolve(module).resolve("src"))
        .filter(Files::isDirectory)
        .flatMap(SourceTreeTest::walk)
        .filter(file -> file.toString().endsWith(".java"));
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
