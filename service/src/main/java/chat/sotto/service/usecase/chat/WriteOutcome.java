package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.store.AppendOutcome;
import java.util.function.Function;

/** What became of something that was to be written into a log. */
public sealed interface WriteOutcome {
  /**
   * It is in the log, durably.
   *
   * @param hashBefore {@code H(entry.seq - 1)}
   */
  record Written(LogEntry entry, LogHash hashBefore) implements WriteOutcome {}

  /** Nothing has changed. */
  record Refused(Rejection rejection) implements WriteOutcome {}

  /** Handles every variant. */
  default <R> R fold(Function<Written, R> written, Function<Refused, R> refused) {
    return this instanceof Written w ? written.apply(w) : refused.apply((Refused) this);
  }

  /** The store's outcome, without what only the store's callers need. */
  static WriteOutcome of(AppendOutcome outcome) {
    return outcome.fold(
        stored -> new Written(stored.entry(), stored.hashBefore()),
        rejected -> new Refused(rejected.rejection()));
  }
}
