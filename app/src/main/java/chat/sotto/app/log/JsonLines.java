package chat.sotto.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import chat.sotto.cli.output.Fields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One object a line: {@code time, level, logger, message}, then the event's facts by their names,
 * then {@code exception}, a stack trace, if there is one.
 *
 * <p>Logback's own JSON encoder gives times as numbers and facts as a list of pairs, which log
 * stores cannot search.
 */
final class JsonLines extends LineEncoder {

  @Override
  String line(ILoggingEvent event) {
    Fields line =
        Fields.of("time", time(event))
            .and("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
            .and("logger", logger(event))
            .and("message", message(event));
    List<KeyValuePair> facts = event.getKeyValuePairs();
    if (facts != null) {
      for (KeyValuePair fact : facts) {
        line = line.and(fact.key, plain(fact.value));
      }
    }
    String trace = trace(event);
    return (trace == null ? line : line.and("exception", trace)).toJson();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value(value);
  }
}
