package chat.sotto.service.store.rows;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an adapter runs steps: writes one after the other, each all or nothing; reads on what is
 * durable.
 */
public interface Transactions extends AutoCloseable {
  /**
   * Runs a step. The future completes when it is durable, or with its failure when it has changed
   * nothing.
   */
  <T> CompletableFuture<T> write(Function<Rows, T> step);

  /** Runs a query, now and on the calling thread. */
  <T> T read(Function<Rows, T> query);

  /**
   * Runs a step for which nobody waits, soon and together with others; it may be lost with the
   * process. Of steps with the same key that wait, the last counts.
   *
   * @return completes when the step is durable or lost
   */
  CompletableFuture<Void> writeLater(Object key, Consumer<Rows> step);

  @Override
  void close();
}
