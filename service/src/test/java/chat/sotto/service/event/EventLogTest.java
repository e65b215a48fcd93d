package chat.sotto.service.event;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.support.CapturedLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What strangers can cause fills no disk. */
class EventLogTest {
  private final AtomicLong now = new AtomicLong();
  private final EventLog events = new EventLog(now::get);

  @Test
  void report_moreThanAMinutesMost_isLeftOutAndCounted() {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < EventLog.MOST_A_MINUTE + 30; i++) {
        events.report(Event.HANDSHAKE_FAILED, Fact.of("address", "192.0.2.1"));
      }
      assertThat(log.lines()).hasSize(EventLog.MOST_A_MINUTE);
      events.report(Event.REGISTERED);
      assertThat(log.lines()).hasSize(EventLog.MOST_A_MINUTE + 1);

      now.addAndGet(Duration.ofMinutes(1).toNanos());
      events.report(Event.HANDSHAKE_FAILED);
      events.report(Event.HANDSHAKE_FAILED);
      assertThat(log.lines()).hasSize(EventLog.MOST_A_MINUTE + 3);
      assertThat(log.lines().get(EventLog.MOST_A_MINUTE + 1)).contains("left_out=\"30\"");
      assertThat(log.lines().get(EventLog.MOST_A_MINUTE + 2)).doesNotContain("left_out");
    }
  }
}
