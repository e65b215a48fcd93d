package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatLog;
import java.util.concurrent.CompletableFuture;

/** Writes a member's commit: re-keying, joining again, changing a group. */
public final class SubmitCommit {
  private final ChatLog log;
  private final EntryPublisher publisher;
  private final ServerTime time;

  /** Over the log. */
  public SubmitCommit(ChatLog log, EntryPublisher publisher, ServerTime time) {
    this.log = log;
    this.publisher = publisher;
    this.time = time;
  }

  /** Appends the commit and applies its statement. Done when it is durable. */
  public CompletableFuture<WriteOutcome> submit(CommitDraft draft) {
    return log.appendCommit(draft, time.now())
        .thenApply(
            outcome -> {
              if (outcome instanceof AppendOutcome.Stored stored && !stored.repeated()) {
                publisher.committed(stored.entry(), draft.statement());
              }
              return WriteOutcome.of(outcome);
            });
  }
}
