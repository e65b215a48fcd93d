package chat.sotto.app.log;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes to what {@link LogTarget} says when the first line comes. */
final class TargetAppender extends AppenderBase<ILoggingEvent> {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0}: %msg%n%ex";
  private static final String ONE_MIB = "1MB";

  private @Nullable OutputStreamAppender<ILoggingEvent> target;

  @Override
  protected void append(ILoggingEvent event) {
    OutputStreamAppender<ILoggingEvent> open = target;
    if (open == null) {
      open = open();
      target = open;
    }
    if (open != null) {
      open.doAppend(event);
    }
  }

  private @Nullable OutputStreamAppender<ILoggingEvent> open() {
    if (LogTarget.isStandardError()) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setTarget("System.err");
      return started(console);
    }
    Path file = LogTarget.file();
    Path folder = file == null ? null : file.getParent();
    return file != null && folder != null && Files.isDirectory(folder) ? rolling(file) : null;
  }

  private OutputStreamAppender<ILoggingEvent> rolling(Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(getContext());
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(1);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(getContext());
    size.setMaxFileSize(FileSize.valueOf(ONE_MIB));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    return started(appender);
  }

  private <A extends OutputStreamAppender<ILoggingEvent>> A started(A appender) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(getContext());
    encoder.setPattern(PATTERN);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    appender.setContext(getContext());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  @Override
  public void stop() {
    if (target != null) {
      target.stop();
    }
    super.stop();
  }
}
