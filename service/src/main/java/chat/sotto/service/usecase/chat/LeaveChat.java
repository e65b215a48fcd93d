package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.ChatStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Leaves a chat, or leaves and forgets it. Both are idempotent and give why not, or nothing when it
 * is done.
 */
public final class LeaveChat {
  private final ChatStore chats;
  private final Departures departures;
  private final ServerTime time;

  /** Over the chats. */
  public LeaveChat(ChatStore chats, Departures departures, ServerTime time) {
    this.chats = chats;
    this.departures = departures;
    this.time = time;
  }

  /** Leaves: the chat stays among the user's, read-only. */
  public CompletableFuture<Optional<Rejection>> leave(ChatId chat, Username user) {
    return departures.by(chat, () -> chats.leave(chat, user, time.now()));
  }

  /** Leaves if need be, and forgets it for this user. */
  public CompletableFuture<Optional<Rejection>> delete(ChatId chat, Username user) {
    return departures.by(chat, () -> chats.deleteFor(chat, user, time.now()));
  }
}
