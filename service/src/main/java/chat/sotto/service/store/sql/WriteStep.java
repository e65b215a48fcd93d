package chat.sotto.service.store.sql;

import chat.sotto.service.store.rows.Rows;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A step that waits for the writer, with its future. Its result is known when it has run, and told
 * when that is durable.
 */
final class WriteStep<T> {
  private final Function<Rows, T> step;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private Runnable answer = () -> {};

  WriteStep(Function<Rows, T> step) {
    this.step = step;
  }

  CompletableFuture<T> future() {
    return future;
  }

  void run(Rows rows) {
    T result = step.apply(rows);
    answer = () -> future.complete(result);
  }

  /** The step has changed nothing, for a reason of its own. */
  void failAlone(RuntimeException reason) {
    answer = () -> future.completeExceptionally(reason);
  }

  /** Tells the result: the transaction is durable. Or its failure: it is not. */
  void complete(Optional<Throwable> transactionFailure) {
    transactionFailure.ifPresentOrElse(future::completeExceptionally, answer);
  }
}
