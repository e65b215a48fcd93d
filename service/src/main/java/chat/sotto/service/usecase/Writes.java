package chat.sotto.service.usecase;

import com.google.common.base.Throwables;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what the store writes. */
public final class Writes {
  private Writes() {}

  /**
   * Waits until a step is durable.
   *
   * @return what became of it
   * @throws RuntimeException the step's own failure, unwrapped: most likely {@link
   *     chat.sotto.service.store.StoreUnavailableException}
   */
  public static <T> T await(CompletableFuture<T> step) {
    try {
      return step.join();
    } catch (CompletionException e) {
      if (e.getCause() != null) {
        Throwables.throwIfUnchecked(e.getCause());
      }
      throw e;
    }
  }
}
