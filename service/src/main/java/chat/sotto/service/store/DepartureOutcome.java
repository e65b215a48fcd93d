package chat.sotto.service.store;

import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.Rejection;
import java.util.Optional;
import java.util.function.Function;

/** What became of declining, leaving or deleting a chat. */
public sealed interface DepartureOutcome {
  /**
   * Done, or done before.
   *
   * @param notice what was appended to the log; empty when nothing changed for those who stay, or
   *     nobody stays
   */
  record Departed(Optional<LogEntry> notice) implements DepartureOutcome {}

  /**
   * Nothing has changed.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements DepartureOutcome {}

  /** Handles every variant. */
  default <R> R fold(Function<Departed, R> departed, Function<Rejected, R> rejected) {
    return this instanceof Departed d ? departed.apply(d) : rejected.apply((Rejected) this);
  }
}
