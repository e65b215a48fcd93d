package chat.sotto.client.diagnosis;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that a peer, or the system, may drag out for ever. */
final class Bounded {
  private Bounded() {}

  /**
   * Does it on a thread of its own, which is left behind if it does not end in time.
   *
   * @throws TimeoutException it did not
   * @throws ExecutionException as it failed
   */
  static <T> T call(Duration limit, Callable<T> work) throws TimeoutException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "sotto-doctor");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    } finally {
      task.cancel(true);
    }
  }
}
