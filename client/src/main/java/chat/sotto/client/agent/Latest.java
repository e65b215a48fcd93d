package chat.sotto.client.agent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a transfer has come, told on another thread: a caller that does not read keeps nobody
 * from moving bytes. What is told while the last is still being written takes the place of what
 * waits. Any thread.
 */
final class Latest {
  private final Executor threads;
  private final BiConsumer<Long, Long> target;
  private @Nullable Progress waiting;
  private boolean writing;
  private boolean ended;

  private record Progress(long done, long total) {}

  Latest(Executor threads, BiConsumer<Long, Long> target) {
    this.threads = threads;
    this.target = target;
  }

  /** Returns at once. */
  synchronized void tell(long done, long total) {
    if (ended) {
      return;
    }
    waiting = new Progress(done, total);
    if (!writing) {
      try {
        threads.execute(this::write);
        writing = true;
      } catch (RejectedExecutionException e) {
        // The agent ends.
        waiting = null;
      }
    }
  }

  private void write() {
    for (Progress next = take(); next != null; next = take()) {
      boolean done = false;
      try {
        target.accept(next.done(), next.total());
        done = true;
      } finally {
        if (!done) {
          stop();
        }
      }
    }
  }

  private synchronized @Nullable Progress take() {
    Progress next = waiting;
    waiting = null;
    if (next == null) {
      writing = false;
      notifyAll();
    }
    return next;
  }

  private synchronized void stop() {
    ended = true;
    waiting = null;
    writing = false;
    notifyAll();
  }

  /** Tells nothing more; returns when the last is written. An interrupt is kept for later. */
  void end() {
    boolean interrupted = false;
    synchronized (this) {
      ended = true;
      while (writing) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
