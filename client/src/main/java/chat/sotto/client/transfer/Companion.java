package chat.sotto.client.transfer;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Work on another thread that accompanies this one, and does not outlive it. */
final class Companion<T> implements AutoCloseable {
  private final FutureTask<T> work;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Companion(Callable<T> work) {
    this.work = new FutureTask<>(work);
  }

  static <T> Companion<T> start(Executor threads, Callable<T> work) {
    return start(threads, work, () -> {});
  }

  /**
   * Begins work.
   *
   * @param afterwards runs once on that thread when it has ended; also when it was cancelled before
   *     it began, which the work itself would not notice
   */
  static <T> Companion<T> start(Executor threads, Callable<T> work, Runnable afterwards) {
    Companion<T> companion = new Companion<>(work);
    threads.execute(
        () -> {
          try {
            companion.work.run();
          } finally {
            // The thread is the pool's, and goes on to others.
            var unused = Thread.interrupted();
            try {
              afterwards.run();
            } finally {
              companion.ended.countDown();
            }
          }
        });
    return companion;
  }

  /** What came of it; its failure is thrown as it is. */
  T result() throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SottoException cause) {
        throw cause;
      }
      throw new SottoException(Reason.INTERNAL, "a transfer failed unexpectedly").cause(e);
    }
  }

  /** Interrupts it. */
  void cancel() {
    work.cancel(true);
  }

  /** Interrupts it, and waits until it has ended. An interrupt of this thread is kept for later. */
  @Override
  public void close() {
    cancel();
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
