package chat.sotto.client.transport;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Between a call's callbacks, which come on an event loop, and the one thread that waits. */
final class StreamWait {
  private final Errors errors;
  private @Nullable SottoException failure;
  private boolean completed;

  StreamWait(Errors errors) {
    this.errors = errors;
  }

  /** Something has changed. */
  synchronized void wake() {
    notifyAll();
  }

  /** The call has ended in order. */
  synchronized void complete() {
    completed = true;
    notifyAll();
  }

  /** The call has failed; the first failure holds. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = errors.of(cause);
    }
    notifyAll();
  }

  synchronized boolean isCompleted() {
    return completed;
  }

  /**
   * Waits until it holds, or the call has ended in order; throws what the call failed with, or
   * {@code TIMED_OUT} after the limit.
   */
  synchronized void until(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (failure == null && !completed && !condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new SottoException(Reason.TIMED_OUT, "the server did not go on in time")
            .hint("check the network and try again");
      }
      wait(left);
    }
    if (failure != null) {
      throw failure;
    }
  }
}
