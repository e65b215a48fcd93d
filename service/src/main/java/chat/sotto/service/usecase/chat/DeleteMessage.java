package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatLog;
import java.util.concurrent.CompletableFuture;

/** Deletes the payload of one of the caller's own messages for everybody. */
public final class DeleteMessage {
  private final ChatLog log;
  private final EntryPublisher publisher;
  private final ServerTime time;

  /** Over the log. */
  public DeleteMessage(ChatLog log, EntryPublisher publisher, ServerTime time) {
    this.log = log;
    this.publisher = publisher;
    this.time = time;
  }

  /** Deletes; the outcome's entry is the deletion. Idempotent. */
  public CompletableFuture<WriteOutcome> delete(ChatId chat, DeviceRef by, Seq target) {
    return log.delete(chat, by, target, time.now())
        .thenApply(
            outcome -> {
              if (outcome instanceof AppendOutcome.Stored stored && !stored.repeated()) {
                publisher.deleted(stored.entry());
              }
              return WriteOutcome.of(outcome);
            });
  }
}
