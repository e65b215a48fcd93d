package chat.sotto.it.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, wrong by as much as the test likes. */
public final class TestClock extends Clock {
  private volatile Duration offset = Duration.ZERO;

  /** The right time. */
  public static TestClock right() {
    return new TestClock();
  }

  /** Wrong from the beginning. */
  public static TestClock wrongBy(Duration offset) {
    TestClock clock = new TestClock();
    clock.advance(offset);
    return clock;
  }

  /** Goes on by this much at once, or back. */
  public synchronized void advance(Duration by) {
    offset = offset.plus(by);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
