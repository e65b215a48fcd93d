package chat.sotto.service.usecase.account;

import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ThrottleStore;
import chat.sotto.service.store.ThrottleStore.Failures;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import com.google.common.util.concurrent.Striped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * Slows down guessing, by account and by address, across restarts. After n failures in a row, the
 * next attempt has to wait 2^(n - free) seconds, at most {@link #LONGEST_WAIT}, where an account
 * has {@link #FREE_FOR_ACCOUNT} and an address, behind which there may be many people, {@link
 * #FREE_FOR_ADDRESS} free. A success forgets the account's failures; a quiet day forgets any.
 */
public final class Attempts {
  /** Failures of an account that cost nothing. */
  public static final int FREE_FOR_ACCOUNT = 3;

  /** Failures from an address that cost nothing. */
  public static final int FREE_FOR_ADDRESS = 10;

  /** More is never waited for. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** Failures are forgotten this long after the last. */
  public static final Duration MEMORY = Duration.ofDays(1);

  private static final int STRIPES = 256;
  private static final int MAX_DOUBLINGS = 20;

  private final ThrottleStore store;
  private final Clock clock;
  private final Striped<Lock> locks = Striped.lock(STRIPES);

  /** Counts in {@code store}, by {@code clock}. */
  public Attempts(ThrottleStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Tries a key, if it may be tried now.
   *
   * @param address the peer's, without port
   * @param test whether the key is right; not called when it is too early
   * @return what the test found
   * @throws RefusedException {@code SLOW_DOWN} if it is too early
   */
  boolean attempt(Username user, String address, BooleanSupplier test) {
    String account = "account:" + user;
    String from = "address:" + address;
    // One attempt at a time for an account, or many at once would all be taken for the first.
    Lock lock = locks.get(account);
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<Failures> ofAccount = remembered(account, now);
      Duration wait = waitLeft(ofAccount, FREE_FOR_ACCOUNT, now);
      Duration waitOfAddress = waitLeft(remembered(from, now), FREE_FOR_ADDRESS, now);
      if (waitOfAddress.compareTo(wait) > 0) {
        wait = waitOfAddress;
      }
      if (wait.toMillis() > 0) {
        throw RefusedException.slowDown(wait);
      }
      if (!test.getAsBoolean()) {
        Writes.await(store.recordFailure(account, now));
        Writes.await(store.recordFailure(from, now));
        return false;
      }
      if (ofAccount.isPresent()) {
        Writes.await(store.clear(account));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Failures> remembered(String key, Instant now) {
    Optional<Failures> failures = store.find(key);
    if (failures.isPresent() && !now.isBefore(failures.get().last().plus(MEMORY))) {
      Writes.await(store.clear(key));
      return Optional.empty();
    }
    return failures;
  }

  private static Duration waitLeft(Optional<Failures> failures, int free, Instant now) {
    if (failures.isEmpty() || failures.get().count() <= free) {
      return Duration.ZERO;
    }
    int doublings = Math.min(failures.get().count() - free, MAX_DOUBLINGS);
    Duration wait = Duration.ofSeconds(1L << doublings);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      wait = LONGEST_WAIT;
    }
    // A clock that was set back must not lock anybody out for longer than the rule says.
    Duration passed = Duration.between(failures.get().last(), now);
    return passed.isNegative() ? wait : wait.minus(passed);
  }
}
