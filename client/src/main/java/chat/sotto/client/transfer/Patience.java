package chat.sotto.client.transfer;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.Backoff;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** When a transfer that failed is tried again, and for how long. One thread. */
final class Patience {
  /** Faults on the way, or of a moment: the server is asked anew where things stand. */
  private static final Set<String> PASSING =
      Set.of(
          Reason.CHUNK_MISPLACED.name(),
          Reason.CHUNK_DAMAGED.name(),
          Reason.DIGEST_MISMATCH.name(),
          Reason.UPLOAD_SUPERSEDED.name(),
          Reason.UPLOAD_INCOMPLETE.name(),
          Reason.SLOW_DOWN.name(),
          Reason.LIMIT_REACHED.name(),
          Reason.STALE_EPOCH.name(),
          Reason.INTERNAL.name(),
          Reason.BAD_RESPONSE.name());

  /** A server that was not reached at all will hardly be in a moment. */
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(5);

  private final Backoff backoff;
  private final long limitNanos;
  private boolean reached;
  private long stuckSince = -1;

  Patience(Backoff backoff, Duration limit) {
    this.backoff = backoff;
    this.limitNanos = limit.toNanos();
  }

  /** Whether trying again may help. */
  static boolean mayPass(SottoException failure) {
    return failure.failure() == Failure.UNREACHABLE || PASSING.contains(failure.reason());
  }

  /** The server has answered. */
  void reached() {
    reached = true;
  }

  /** Something moved: time and waits begin anew. */
  void moved() {
    stuckSince = -1;
    backoff.reset();
  }

  /** An attempt failed. Says whether nothing has moved for too long. */
  boolean isOver() {
    long now = System.nanoTime();
    if (stuckSince < 0) {
      stuckSince = now;
    }
    long limit = reached ? limitNanos : Math.min(limitNanos, FIRST_CONTACT.toNanos());
    return now - stuckSince >= limit;
  }

  /** Waits before the next attempt. */
  void pause() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(backoff.next().toNanos());
  }
}
