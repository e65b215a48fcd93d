package chat.sotto.service.usecase.chat;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The server's time in whole milliseconds, as entries carry it.
 *
 * @param clock where it comes from
 */
public record ServerTime(Clock clock) {
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
