package chat.sotto.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of events so that nothing that a peer has written can break a line or look like
 * another one, and so that none is without bound.
 */
abstract class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final int MAX_MESSAGE = 4096;
  private static final int MAX_VALUE = 1024;
  private static final int MAX_TRACE = 16_384;

  /** The encoder for a format. */
  static LineEncoder of(LogFormat format) {
    return switch (format) {
      case TEXT -> new TextLines();
      case JSON -> new JsonLines();
    };
  }

  /** What is written for an event, without the last line end. */
  abstract String line(ILoggingEvent event);

  @Override
  public byte[] encode(ILoggingEvent event) {
    return (line(event) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return null;
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return null;
  }

  /** RFC 3339 in UTC, to the millisecond. */
  static Instant time(ILoggingEvent event) {
    return event.getInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  static String logger(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static String message(ILoggingEvent event) {
    return cut(String.valueOf(event.getFormattedMessage()), MAX_MESSAGE);
  }

  static String value(@Nullable Object value) {
    return cut(String.valueOf(value), MAX_VALUE);
  }

  /** The stack trace with line ends; null if there is none. */
  static @Nullable String trace(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null ? null : cut(ThrowableProxyUtil.asString(thrown).strip(), MAX_TRACE);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
