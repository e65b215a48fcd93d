package chat.sotto.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One process logs to one place at a time: so does this test, step by step. */
class LogTargetTest {
  @TempDir Path folder;

  @Test
  void lines_go_nowhereWithoutTheDirectory_thenToTheFile_alsoThoseOfGrpc() throws Exception {
    Path profile = folder.resolve("profile");
    Path file = profile.resolve("sotto.log");
    LogTarget.file(file);
    LoggerFactory.getLogger("early").info("no profile yet");
    assertThat(profile).doesNotExist();

    Files.createDirectory(profile);
    LoggerFactory.getLogger("sotto").info("hello");
    LoggerFactory.getLogger("org.flywaydb.core").info("a long story");
    var unused = new JulToSlf4j();
    LogManager.getLogManager().getLogger("").warning("by java.util.logging");

    String log = Files.readString(file);
    assertThat(log).contains("hello").contains("by java.util.logging");
    assertThat(log).doesNotContain("no profile yet").doesNotContain("a long story");
  }

  @Test
  void detour_whileItLasts_hasTheLinesAndThenNoMore() throws Exception {
    Path file = folder.resolve("sotto.log");
    Path elsewhere = Files.createDirectory(folder.resolve("demo")).resolve("demo.log");
    LogTarget.file(file);
    LoggerFactory.getLogger("sotto").info("before");

    try (LogTarget.Detour unused = LogTarget.detour(elsewhere)) {
      LoggerFactory.getLogger("sotto").info("meanwhile");
    }
    LoggerFactory.getLogger("sotto").info("afterwards");

    assertThat(Files.readString(elsewhere)).contains("meanwhile").doesNotContain("before");
    assertThat(Files.readString(file)).contains("before", "afterwards").doesNotContain("meanwhile");
  }
}
