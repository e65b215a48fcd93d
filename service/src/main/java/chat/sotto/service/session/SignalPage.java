package chat.sotto.service.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Signals that are fetched as the stream can take them.
 *
 * @param signals this page's
 * @param next fetches the next page; empty on the last one
 */
public record SignalPage(
    List<Signal> signals, Optional<Supplier<CompletionStage<SignalPage>>> next) {
  /** The only page. */
  public static SignalPage last(List<Signal> signals) {
    return new SignalPage(signals, Optional.empty());
  }
}
