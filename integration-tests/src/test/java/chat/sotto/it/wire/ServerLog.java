package chat.sotto.it.wire;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a server in this process writes to its log while this is open. */
public final class ServerLog implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("chat.sotto.service");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage() + facts(event));
          if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            errors.add(event.getFormattedMessage());
          }
        }
      };

  private final @Nullable Level before = logger.getLevel();

  private ServerLog() {
    logger.setLevel(Level.INFO);
    appender.start();
    logger.addAppender(appender);
  }

  private static String facts(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs();
  }

  /** Begins to listen. */
  public static ServerLog open() {
    return new ServerLog();
  }

  /** What was written so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** What was written so far as an error: our own bugs. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
    logger.setLevel(before);
  }
}
