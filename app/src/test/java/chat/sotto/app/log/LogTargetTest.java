package chat.sotto.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import chat.sotto.service.pki.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Assumptions;
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

  @Test
  void files_areTheirOwnersAlone_alsoAfterARoll() throws Exception {
    Assumptions.assumeTrue(PrivateFiles.isPosix(), "no modes here");
    Path file = folder.resolve("private.log");
    LogTarget.file(file);
    LoggerFactory.getLogger("sotto").info("first");
    assertThat(mode(file)).isEqualTo("rw-------");

    PrivateFileAppender appender = rolling(folder.resolve("rolled.log"));
    appender.rollover();
    appender.stop();
    assertThat(mode(folder.resolve("rolled.log"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("rolled.log.1"))).isEqualTo("rw-------");
  }

  private static PrivateFileAppender rolling(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PrivateFileAppender appender = new PrivateFileAppender();
    appender.setContext(context);
    appender.setFile(file.toString());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.start();
    LineEncoder encoder = LineEncoder.of(LogFormat.TEXT);
    encoder.setContext(context);
    encoder.start();
    appender.setEncoder(encoder);
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    appender.start();
    return appender;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
