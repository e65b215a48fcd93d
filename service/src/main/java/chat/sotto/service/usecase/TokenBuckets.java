package chat.sotto.service.usecase;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How often each of many may do something: a token bucket for each. The number of those that are
 * remembered is bounded. Safe for use by several threads.
 *
 * @param <K> who
 */
public final class TokenBuckets<K> {
  private static final int MAX_KEYS = 10_000;
  private static final int SECONDS_PER_MINUTE = 60;

  private final int burst;
  private final double perSecond;
  private final Clock clock;
  private final LoadingCache<K, Bucket> buckets;

  /**
   * Full buckets for everybody.
   *
   * @param burst times at once
   * @param perMinute times for good
   */
  public TokenBuckets(int burst, int perMinute, Clock clock) {
    this.burst = burst;
    this.perSecond = (double) perMinute / SECONDS_PER_MINUTE;
    this.clock = clock;
    this.buckets =
        CacheBuilder.newBuilder()
            .maximumSize(MAX_KEYS)
            .build(CacheLoader.from(() -> new Bucket(burst, clock.instant())));
  }

  /**
   * Takes one token.
   *
   * @throws RefusedException {@code SLOW_DOWN} if there is none
   */
  public void take(K key) {
    Duration wait = buckets.getUnchecked(key).take(clock.instant(), burst, perSecond);
    if (!wait.isZero()) {
      throw RefusedException.slowDown(wait);
    }
  }

  private static final class Bucket {
    private static final double MILLIS = 1000;

    private double tokens;
    private Instant filled;

    Bucket(int tokens, Instant now) {
      this.tokens = tokens;
      this.filled = now;
    }

    /** Takes a token; otherwise says how long until there is one. */
    synchronized Duration take(Instant now, int burst, double perSecond) {
      double passed = Math.max(0, Duration.between(filled, now).toMillis() / MILLIS);
      tokens = Math.min(burst, tokens + passed * perSecond);
      filled = now;
      if (tokens >= 1) {
        tokens -= 1;
        return Duration.ZERO;
      }
      return Duration.ofMillis((long) Math.ceil((1 - tokens) / perSecond * MILLIS));
    }
  }
}
