package chat.sotto.service.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes events to the log. What strangers can cause is bounded: of each kind above debug, {@value
 * #MOST_A_MINUTE} a minute are written, and the next line says how many were left out.
 */
public final class EventLog implements EventSink {
  /** Lines of one kind in a minute. */
  static final int MOST_A_MINUTE = 120;

  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private final Map<Event, Pace> paces = new EnumMap<>(Event.class);

  /** Paced by the machine's own clock. */
  public EventLog() {
    this(System::nanoTime);
  }

  EventLog(LongSupplier nanos) {
    this.nanos = nanos;
    Arrays.stream(Event.values()).forEach(event -> paces.put(event, new Pace(nanos.getAsLong())));
  }

  @Override
  public void report(Event event, List<Fact> facts) {
    if (!log.isEnabledForLevel(event.level())) {
      return;
    }
    Pace pace = paces.get(event);
    long leftOut = event.level() == Level.DEBUG || pace == null ? 0 : pace.take(nanos.getAsLong());
    if (leftOut < 0) {
      return;
    }
    LoggingEventBuilder line = log.atLevel(event.level()).addKeyValue("event", event.id());
    for (Fact fact : facts) {
      line = line.addKeyValue(fact.name(), fact.value());
    }
    if (leftOut > 0) {
      line = line.addKeyValue("left_out", leftOut);
    }
    line.log(event.text());
  }

  /** Lines of one kind. */
  private static final class Pace {
    private long minuteBegan;
    private int written;
    private long leftOut;

    Pace(long now) {
      minuteBegan = now;
    }

    /** How many were left out before this one; -1 if this one is left out. */
    synchronized long take(long now) {
      if (now - minuteBegan >= MINUTE) {
        minuteBegan = now;
        written = 0;
      }
      if (written >= MOST_A_MINUTE) {
        leftOut++;
        return -1;
      }
      written++;
      long before = leftOut;
      leftOut = 0;
      return before;
    }
  }
}
