package chat.sotto.cli.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one thing at a time on a thread of its own, so that Ctrl-C can leave it. */
final class Worker {
  private static final long GRACE_MILLIS = 1_000;

  private @Nullable Thread thread;
  private boolean interrupted;

  /** Runs it, and returns when it has ended or was left. */
  void run(Runnable work) {
    CountDownLatch done = new CountDownLatch(1);
    Thread next =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                done.countDown();
              }
            },
            "sotto-shell-command");
    next.setDaemon(true);
    synchronized (this) {
      thread = next;
      interrupted = false;
    }
    next.start();
    try {
      while (!done.await(100, TimeUnit.MILLISECONDS)) {
        if (wasInterrupted()) {
          var unused = done.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
          return;
        }
      }
    } catch (InterruptedException e) {
      // The shell ends.
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        thread = null;
      }
    }
  }

  /** Whether something runs. */
  synchronized boolean isBusy() {
    return thread != null;
  }

  /** Tells what runs to end. */
  synchronized void interrupt() {
    if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
  }

  private synchronized boolean wasInterrupted() {
    return interrupted;
  }
}
