package chat.sotto.cli.terminal;

/** SIGINT and SIGTERM, for commands that run until they are told to end. */
public interface StopSignal {

  /**
   * Runs {@code stop}, on another thread, when the process is told to end. The process then stays
   * until the watch is closed, and exits with 0: to be told to end is how such a command ends.
   */
  Watch watch(Runnable stop);

  /**
   * Runs {@code say}, on another thread, when the process is told to end before the watch is
   * closed. The process then ends as signals end one, and waits for nobody else.
   */
  default Watch lastWords(Runnable say) {
    return () -> {};
  }

  /** Holds the process up while a command cleans up. */
  interface Watch extends AutoCloseable {
    /** All is cleaned up. Idempotent. */
    @Override
    void close();
  }
}
