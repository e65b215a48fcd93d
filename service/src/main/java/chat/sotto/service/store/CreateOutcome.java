package chat.sotto.service.store;

import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.Rejection;
import java.util.function.Function;

/** What became of a chat request. */
public sealed interface CreateOutcome {
  /**
   * The chat exists.
   *
   * @param first its first commit; {@code repeated} when the same request had been stored before
   */
  record Created(AppendOutcome.Stored first) implements CreateOutcome {}

  /**
   * The two have a chat already; nothing has changed.
   *
   * @param chat as the caller's device sees it; when the caller is the one invited, it is for them
   *     to accept
   */
  record Existing(ChatSummary chat) implements CreateOutcome {}

  /**
   * Nothing has changed.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements CreateOutcome {}

  /** Handles every variant. */
  default <R> R fold(
      Function<Created, R> created,
      Function<Existing, R> existing,
      Function<Rejected, R> rejected) {
    if (this instanceof Created c) {
      return created.apply(c);
    }
    return this instanceof Existing e ? existing.apply(e) : rejected.apply((Rejected) this);
  }
}
