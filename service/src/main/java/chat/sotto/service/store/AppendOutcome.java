package chat.sotto.service.store;

import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Rejection;
import java.util.function.Function;

/** What became of a step that wants to write into a log. */
public sealed interface AppendOutcome {
  /**
   * The entry is in the log, durably.
   *
   * @param entry as stored
   * @param hashBefore {@code H(entry.seq - 1)}
   * @param repeated whether it had been stored before: then nothing has changed and nobody needs to
   *     be told
   */
  record Stored(LogEntry entry, LogHash hashBefore, boolean repeated) implements AppendOutcome {}

  /**
   * Nothing has changed.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements AppendOutcome {}

  /** Handles every variant. */
  default <R> R fold(Function<Stored, R> stored, Function<Rejected, R> rejected) {
    return this instanceof Stored s ? stored.apply(s) : rejected.apply((Rejected) this);
  }
}
