package chat.sotto.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One process logs to one place: so does this test, step by step. */
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
}
