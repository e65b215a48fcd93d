package chat.sotto.service.store;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Failed attempts by key (an account, an address), so that they slow down across restarts. Bounded:
 * beyond {@link #MAX_KEYS} keys the one whose last failure is oldest is forgotten.
 */
public interface ThrottleStore {
  /** Keys that are kept. */
  int MAX_KEYS = 10_000;

  /**
   * Failures in a row.
   *
   * @param count how many, from 1
   * @param first when the first happened
   * @param last when the last happened
   */
  record Failures(int count, Instant first, Instant last) {}

  /**
   * Counts a failure.
   *
   * @param key at most 128 characters
   * @return the failures with this one
   */
  CompletableFuture<Failures> recordFailure(String key, Instant now);

  /** The failures of this key, if any. */
  Optional<Failures> find(String key);

  /** Forgets the failures of this key. Idempotent. */
  CompletableFuture<Void> clear(String key);
}
