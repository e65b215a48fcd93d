package chat.sotto.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Signals as the JVM tells them: by starting its shutdown. The hook holds the shutdown up until the
 * command has ended, then replaces the exit code that the JVM gives to a signal.
 */
public final class ShutdownStopSignal implements StopSignal {
  /** Longer than anything takes that ends in order; then the process ends anyhow. */
  private static final long PATIENCE_SECONDS = 20;

  @Override
  public Watch watch(Runnable stop) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              boolean inTime = awaitQuietly(ended);
              Runtime.getRuntime().halt(inTime ? 0 : 1);
            },
            "sotto-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      // If it runs already, it waits for the next line.
      removeQuietly(hook);
      ended.countDown();
    };
  }

  @Override
  public Watch lastWords(Runnable say) {
    Thread hook = new Thread(say, "sotto-last-words");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> removeQuietly(hook);
  }

  private static void removeQuietly(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It runs already.
    }
  }

  private static boolean awaitQuietly(CountDownLatch ended) {
    try {
      return ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
