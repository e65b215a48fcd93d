package chat.sotto.service.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.service.domain.Username;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.ThrottleStore;
import chat.sotto.service.store.memory.MemoryStores;
import chat.sotto.service.support.MutableClock;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How guessing slows down. */
class AttemptsTest {
  private static final Username ALICE = Username.of("alice");
  private static final Username BOB = Username.of("bob");
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final Stores stores = MemoryStores.open();
  private final ThrottleStore store = stores.throttles();
  private final Attempts attempts = new Attempts(store, clock);

  @AfterEach
  void close() {
    stores.close();
  }

  private void fail(Username user, String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(attempts.attempt(user, address, () -> false)).isFalse();
    }
  }

  private Duration wait(Username user, String address) {
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> attempts.attempt(user, address, () -> true));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).isEqualTo(Reason.SLOW_DOWN);
    return refused.retryAfter().orElseThrow();
  }

  @Test
  void attempt_afterThreeFailures_isFree() {
    fail(ALICE, HERE, 3);

    assertThat(attempts.attempt(ALICE, HERE, () -> true)).isTrue();
  }

  @Test
  void attempt_afterMoreFailures_waitsTwiceAsLongEachTime() {
    fail(ALICE, HERE, 4);
    assertThat(wait(ALICE, HERE)).isEqualTo(Duration.ofSeconds(2));

    clock.advance(Duration.ofSeconds(2));
    fail(ALICE, HERE, 1);
    assertThat(wait(ALICE, HERE)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void attempt_tooEarly_isNotLookedAt() {
    fail(ALICE, HERE, 4);
    boolean[] looked = new boolean[1];

    assertThatThrownBy(
            () ->
                attempts.attempt(
                    ALICE,
                    HERE,
                    () -> {
                      looked[0] = true;
                      return true;
                    }))
        .isInstanceOf(RefusedException.class);

    assertThat(looked[0]).isFalse();
  }

  @Test
  void attempt_afterVeryManyFailures_waitsAQuarterOfAnHour() {
    for (int i = 0; i < 40; i++) {
      clock.advance(Attempts.LONGEST_WAIT);
      fail(ALICE, HERE, 1);
    }

    assertThat(wait(ALICE, THERE)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void attempt_fromElsewhere_waitsForTheAccountToo() {
    fail(ALICE, HERE, 4);

    assertThat(wait(ALICE, THERE)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void attempt_onOtherAccountsFromOneAddress_waitsForTheAddress() {
    for (int i = 0; i <= Attempts.FREE_FOR_ADDRESS; i++) {
      fail(Username.of("user" + i), HERE, 1);
    }

    assertThat(wait(BOB, HERE)).isEqualTo(Duration.ofSeconds(2));
    assertThat(attempts.attempt(BOB, THERE, () -> true)).isTrue();
  }

  @Test
  void attempt_succeeded_forgetsTheAccountsFailures() {
    fail(ALICE, HERE, 3);
    attempts.attempt(ALICE, HERE, () -> true);

    fail(ALICE, HERE, 3);
    assertThat(attempts.attempt(ALICE, HERE, () -> true)).isTrue();
  }

  @Test
  void attempt_afterAQuietDay_startsAnew() {
    fail(ALICE, HERE, 3);
    clock.advance(Attempts.MEMORY);

    fail(ALICE, HERE, 3);
    assertThat(attempts.attempt(ALICE, HERE, () -> true)).isTrue();
  }

  @Test
  void attempt_afterARestart_waitsAsBefore() {
    fail(ALICE, HERE, 4);

    Attempts restarted = new Attempts(store, clock);

    assertThat(
            catchThrowableOfType(
                RefusedException.class, () -> restarted.attempt(ALICE, HERE, () -> true)))
        .isNotNull();
  }

  @Test
  void attempt_afterTheClockWasSetBack_waitsNoLongerThanTheRule() {
    fail(ALICE, HERE, 4);
    clock.advance(Duration.ofDays(-1));

    assertThat(wait(ALICE, HERE)).isEqualTo(Duration.ofSeconds(2));
  }
}
