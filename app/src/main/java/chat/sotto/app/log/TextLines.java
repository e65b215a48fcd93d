package chat.sotto.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import chat.sotto.cli.output.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * {@code 2026-11-21T11:00:00.123Z INFO EventLog: a user registered event=registered user=alice}. A
 * stack trace follows on indented lines: only an event begins with a time.
 */
final class TextLines extends LineEncoder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final String INDENT = "\n    ";

  @Override
  String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(TIME.format(event.getInstant()))
        .append(String.format(" %-5s ", event.getLevel()))
        .append(logger(event))
        .append(": ")
        .append(Printable.line(message(event)));
    List<KeyValuePair> facts = event.getKeyValuePairs();
    if (facts != null) {
      facts.forEach(
          fact -> line.append(' ').append(fact.key).append('=').append(quoted(fact.value)));
    }
    String trace = trace(event);
    if (trace != null) {
      trace.lines().forEach(each -> line.append(INDENT).append(Printable.line(each.strip())));
    }
    return line.toString();
  }

  /** In quotes unless it is one word, so that no value can look like a further fact. */
  private static String quoted(@Nullable Object value) {
    String text = Printable.line(value(value));
    return text.matches("[^\\s\"=\\\\]+")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
