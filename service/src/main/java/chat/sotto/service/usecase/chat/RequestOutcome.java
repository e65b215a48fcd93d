package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatSummary;
import java.util.function.Function;

/** What became of a chat request. */
public sealed interface RequestOutcome {
  /** The chat exists now. */
  record Created(WriteOutcome.Written first) implements RequestOutcome {}

  /** The two have a chat already. */
  record Existing(ChatSummary chat) implements RequestOutcome {}

  /** Nothing has changed. */
  record Refused(WriteOutcome.Refused why) implements RequestOutcome {}

  /** Handles every variant. */
  default <R> R fold(
      Function<Created, R> created, Function<Existing, R> existing, Function<Refused, R> refused) {
    if (this instanceof Created c) {
      return created.apply(c);
    }
    return this instanceof Existing e ? existing.apply(e) : refused.apply((Refused) this);
  }
}
