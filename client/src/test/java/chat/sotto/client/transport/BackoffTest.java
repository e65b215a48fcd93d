package chat.sotto.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  /** Draws the largest number that it may. */
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void next_afterFailures_doublesUpToTheLimit() {
    Backoff backoff = new Backoff(LARGEST);

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(250));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 100; i++) {
      backoff.next();
    }
    assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void next_ofManyClients_spreadsFromNothingToTheCeiling() {
    Random random = new Random(7);
    List<Double> seconds =
        random
            .ints(1_000)
            .mapToObj(
                seed -> {
                  Backoff backoff = new Backoff(new Random(seed));
                  backoff.next();
                  backoff.next();
                  return backoff.next().toMillis() / 1000.0;
                })
            .toList();

    assertThat(seconds).allMatch(s -> s >= 0 && s <= 1.0);
    assertThat(seconds).anyMatch(s -> s < 0.1).anyMatch(s -> s > 0.9);
  }

  @Test
  public void reset_afterSuccess_beginsAnew() {
    Backoff backoff = new Backoff(LARGEST);
    backoff.next();
    backoff.next();

    backoff.reset();

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void after_whatTheServerAsked_isNeverShorterAndNeverBeyondTheLimitByMuch() {
    Backoff backoff = new Backoff(new Random(3));

    for (int i = 0; i < 100; i++) {
      assertThat(backoff.after(Duration.ofSeconds(2)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }
    assertThat(backoff.after(Duration.ofDays(365))).isLessThan(Duration.ofSeconds(40));
  }
}
