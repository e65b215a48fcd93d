package chat.sotto.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes to what {@link LogTarget} says when a line comes. */
final class TargetAppender extends AppenderBase<ILoggingEvent> {
  private @Nullable OutputStreamAppender<ILoggingEvent> open;

  private @Nullable LogTarget openFor;

  @Override
  protected void append(ILoggingEvent event) {
    LogTarget target = LogTarget.current();
    OutputStreamAppender<ILoggingEvent> appender = open;
    if (appender != null && !Objects.equals(target, openFor)) {
      appender.stop();
      appender = null;
    }
    if (appender == null) {
      appender = open(target);
      open = appender;
      openFor = target;
    }
    if (appender != null) {
      appender.doAppend(event);
    }
  }

  private @Nullable OutputStreamAppender<ILoggingEvent> open(@Nullable LogTarget target) {
    if (target == null) {
      return null;
    }
    Path file = target.file();
    if (file == null) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setTarget("System.err");
      return started(console, target);
    }
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder) ? rolling(file, target) : null;
  }

  private OutputStreamAppender<ILoggingEvent> rolling(Path file, LogTarget target) {
    PrivateFileAppender appender = new PrivateFileAppender();
    appender.setFile(file.toString());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(getContext());
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(target.older());
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(getContext());
    size.setMaxFileSize(new FileSize(target.maxBytes()));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    return started(appender, target);
  }

  private <A extends OutputStreamAppender<ILoggingEvent>> A started(A appender, LogTarget target) {
    LineEncoder encoder = LineEncoder.of(target.format());
    encoder.setContext(getContext());
    encoder.start();
    appender.setContext(getContext());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  @Override
  public void stop() {
    if (open != null) {
      open.stop();
    }
    super.stop();
  }
}
