package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatStore;
import chat.sotto.service.usecase.TokenBuckets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Accepts or declines an invitation. */
public final class AnswerRequest {
  private final ChatStore chats;
  private final EntryPublisher publisher;
  private final Departures departures;
  private final ServerTime time;
  private final TokenBuckets<DeviceId> pace;

  /**
   * Over the chats.
   *
   * @param pace how often a device may try to commit
   */
  public AnswerRequest(
      ChatStore chats,
      EntryPublisher publisher,
      Departures departures,
      ServerTime time,
      TokenBuckets<DeviceId> pace) {
    this.chats = chats;
    this.publisher = publisher;
    this.departures = departures;
    this.time = time;
    this.pace = pace;
  }

  /** Joins by a commit that adds the caller's device. Idempotent. */
  public CompletableFuture<WriteOutcome> accept(CommitDraft commit) {
    pace.take(commit.author().device());
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
