package chat.sotto.cli.shell;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves files one after the other, on a thread of its own: what takes minutes does not hold up the
 * line.
 */
final class Carrier {
  /** Longer than it takes to give a file up. */
  private static final long PATIENCE_SECONDS = 5;

  private final Consumer<String> notes;
  private final ExecutorService moving =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "sotto-shell-files");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Thread busy;

  /** Those that have not ended. */
  private int left;

  /** Tells {@code notes} when something has to wait. */
  Carrier(Consumer<String> notes) {
    this.notes = notes;
  }

  /** Runs it after those before it. */
  void run(Runnable work) {
    boolean later;
    synchronized (this) {
      later = left > 0;
      left++;
    }
    if (later) {
      notes.accept("after the file that is on its way");
    }
    moving.execute(
        () -> {
          synchronized (this) {
            busy = Thread.currentThread();
          }
          try {
            work.run();
          } finally {
            synchronized (this) {
              busy = null;
              left--;
            }
          }
        });
  }

  /**
   * Leaves the file that is on its way, as the account leaves one.
   *
   * @return false if there is none
   */
  synchronized boolean interrupt() {
    if (busy == null) {
      return false;
    }
    busy.interrupt();
    return true;
  }

  /** Leaves what is on its way and what waits, and lets it say so. */
  void finish() {
    moving.shutdownNow();
    try {
      var unused = moving.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
