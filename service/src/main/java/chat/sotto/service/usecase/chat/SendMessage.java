package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatLog;
import java.util.concurrent.CompletableFuture;

/** Writes a message. */
public final class SendMessage {
  private final ChatLog log;
  private final EntryPublisher publisher;
  private final ServerTime time;

  /** Over the log. */
  public SendMessage(ChatLog log, EntryPublisher publisher, ServerTime time) {
    this.log = log;
    this.publisher = publisher;
    this.time = time;
  }

  /**
   * Appends the message; messages of one caller to one chat keep the order of the calls. Done when
   * it is durable.
   */
  public CompletableFuture<WriteOutcome> send(MessageDraft draft) {
    return log.append(draft, time.now())
        .thenApply(
            outcome -> {
              if (outcome instanceof AppendOutcome.Stored stored && !stored.repeated()) {
                publisher.published(stored.entry());
              }
              return WriteOutcome.of(outcome);
            });
  }
}
