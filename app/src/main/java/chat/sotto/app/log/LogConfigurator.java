package chat.sotto.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * Sets logback up, instead of a file of XML whose parser would cost more time than most commands
 * take. Found through {@code META-INF/services}; runs when the first logger is made.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {

  private static final List<String> TALKATIVE = List.of("org.flywaydb", "com.zaxxer.hikari");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    TargetAppender appender = new TargetAppender();
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    // They tell the story of each start at length.
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
