package chat.sotto.client.transfer;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Brings what was written to disk now and then, on another thread, so that little is left to wait
 * for at the end. One thread writes.
 */
final class Flushing {
  /** Bytes after which it begins. */
  static final long STRETCH = 32L << 20;

  private final Executor threads;
  private final Sync sync;
  private long written;
  private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(true);

  /** Puts everything that was written on disk. */
  @FunctionalInterface
  interface Sync {
    void run() throws IOException;
  }

  Flushing(Executor threads, Sync sync) {
    this.threads = threads;
    this.sync = sync;
  }

  /** So much more was written. Does not wait. */
  void wrote(int bytes) {
    written += bytes;
    if (written >= STRETCH && running.isDone() && !running.isCompletedExceptionally()) {
      written = 0;
      CompletableFuture<Boolean> now = new CompletableFuture<>();
      running = now;
      threads.execute(
          () -> {
            try {
              sync.run();
              now.complete(true);
            } catch (IOException | RuntimeException e) {
              now.completeExceptionally(e);
            }
          });
    }
  }

  /**
   * All of it is on disk. A system tells of a failed write once, perhaps when nobody waited: so a
   * failure from before counts.
   */
  void finish() throws IOException, InterruptedException {
    try {
      running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("what was written did not get to the disk", e.getCause());
    }
    sync.run();
  }
}
