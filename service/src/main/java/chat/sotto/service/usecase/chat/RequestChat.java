package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.Signal;
import chat.sotto.service.session.StreamNews;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatStore;
import chat.sotto.service.usecase.TokenBuckets;
import java.util.concurrent.CompletableFuture;

/** Asks people for a chat. */
public final class RequestChat {
  private final ChatStore chats;
  private final EntryPublisher publisher;
  private final StreamNews streams;
  private final ServerTime time;
  private final TokenBuckets<DeviceId> pace;

  /**
   * Over the chats.
   *
   * @param pace how often a device may try to commit
   */
  public RequestChat(
      ChatStore chats,
      EntryPublisher publisher,
      StreamNews streams,
      ServerTime time,
      TokenBuckets<DeviceId> pace) {
    this.chats = chats;
    this.publisher = publisher;
    this.streams = streams;
    this.time = time;
    this.pace = pace;
  }

  /** Creates the chat by its first commit and tells those whom it invites. Idempotent. */
  public CompletableFuture<RequestOutcome> request(ChatKind kind, CommitDraft first) {
    pace.take(first.author().device());
    return chats
        .create(kind, first, time.now())
        .thenApply(
            outcome ->
                outcome.fold(
                    created -> {
                      announce(kind, first, created.first());
                      return new RequestOutcome.Created(
                          new WriteOutcome.Written(
                              created.first().entry(), created.first().hashBefore()));
                    },
                    existing -> new RequestOutcome.Existing(existing.chat()),
                    rejected ->
                        new RequestOutcome.Refused(
                            new WriteOutcome.Refused(rejected.rejection()))));
  }

  private void announce(ChatKind kind, CommitDraft first, AppendOutcome.Stored stored) {
    if (stored.repeated()) {
      return;
    }
    publisher.committed(stored.entry(), first.statement());
    for (Username invited : first.statement().invited()) {
      streams.signal(
          new Signal.Requested(first.chat(), kind, first.author().user(), stored.entry().time()),
          invited);
    }
  }
}
