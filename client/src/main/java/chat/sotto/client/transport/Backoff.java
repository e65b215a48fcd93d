package chat.sotto.client.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential, with full jitter, so that clients that
 * lost the same server do not come back together (Brooker, "Exponential Backoff And Jitter").
 */
public final class Backoff {

  /** The most that the first wait may be. */
  public static final Duration FIRST = Duration.ofMillis(250);

  /** The most that any wait may be. */
  public static final Duration MAX = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private int failures;

  /** Jitter comes from there. */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after one more failure: between nothing and {@link #FIRST} doubled with each failure,
   * up to {@link #MAX}.
   */
  public Duration next() {
    long ceiling = ceiling(failures).toMillis();
    failures = Math.min(failures + 1, 30);
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }

  /** A wait of at least that long, as the server asked, with a quarter of jitter on top. */
  public Duration after(Duration asked) {
    Duration bounded = asked.compareTo(MAX) > 0 ? MAX : asked;
    return bounded.plusMillis(random.nextLong(bounded.toMillis() / 4 + FIRST.toMillis()));
  }

  /** An attempt succeeded: the next failure begins anew. */
  public void reset() {
    failures = 0;
  }

  private static Duration ceiling(int failures) {
    long millis = FIRST.toMillis() << Math.min(failures, 20);
    return millis > MAX.toMillis() ? MAX : Duration.ofMillis(millis);
  }
}
