package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatLog;
import chat.sotto.service.usecase.TokenBuckets;
import java.util.concurrent.CompletableFuture;

/** Writes a member's commit: re-keying, joining again, changing a group. */
public final class SubmitCommit {
  private final ChatLog log;
  private final EntryPublisher publisher;
  private final ServerTime time;
  private final TokenBuckets<DeviceId> pace;

  /**
   * Over the log.
   *
   * @param pace how often a device may try to commit
   */
  public SubmitCommit(
      ChatLog log, EntryPublisher publisher, ServerTime time, TokenBuckets<DeviceId> pace) {
    this.log = log;
    this.publisher = publisher;
    this.time = time;
    this.pace = pace;
  }

  /** Appends the commit and applies its statement. Done when it is durable. */
  public CompletableFuture<WriteOutcome> submit(CommitDraft draft) {
    pace.take(draft.author().device());
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
