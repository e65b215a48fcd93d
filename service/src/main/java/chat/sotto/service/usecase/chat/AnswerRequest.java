package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Accepts or declines an invitation. */
public final class AnswerRequest {
  private final ChatStore chats;
  private final EntryPublisher publisher;
  private final Departures departures;
  private final ServerTime time;

  /** Over the chats. */
  public AnswerRequest(
      ChatStore chats, EntryPublisher publisher, Departures departures, ServerTime time) {
    this.chats = chats;
    this.publisher = publisher;
    this.departures = departures;
    this.time = time;
  }

  /** Joins by a commit that adds the caller's device. Idempotent. */
  public CompletableFuture<WriteOutcome> accept(CommitDraft commit) {
    return chats
        .accept(commit, time.now())
        .thenApply(
            outcome -> {
              if (outcome instanceof AppendOutcome.Stored stored && !stored.repeated()) {
                publisher.committed(stored.entry(), commit.statement());
              }
              return WriteOutcome.of(outcome);
            });
  }

  /**
   * Declines. Idempotent.
   *
   * @return why not; empty when it is done
   */
  public CompletableFuture<Optional<Rejection>> decline(ChatId chat, Username user) {
    return departures.by(chat, () -> chats.decline(chat, user, time.now()));
  }
}
