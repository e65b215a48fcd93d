package chat.sotto.service.store.memory;

import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.rows.Rows;
import chat.sotto.service.store.rows.Transactions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One step at a time, on the calling thread. Steps check before they change, so there is nothing to
 * roll back.
 */
final class MemoryTransactions implements Transactions {
  private final Object lock = new Object();
  private final Rows rows = new MemoryRows();
  private boolean closed;

  @Override
  public <T> CompletableFuture<T> write(Function<Rows, T> step) {
    try {
      return CompletableFuture.completedFuture(read(step));
    } catch (StoreUnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public <T> T read(Function<Rows, T> query) {
    synchronized (lock) {
      if (closed) {
        throw new StoreUnavailableException("the store is closed");
      }
      return query.apply(rows);
    }
  }

  @Override
  public CompletableFuture<Void> writeLater(Object key, Consumer<Rows> step) {
    return write(
            r -> {
              step.accept(r);
              return key;
            })
        .thenAccept(done -> {});
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
  }
}
