package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a stream has to send before it is caught up: the chats that were behind when it began, and
 * how far each went. Confined to the stream's executor.
 */
final class Replay {
  private record Chat(ChatId id, long target) {}

  private final Queue<Chat> open = new ArrayDeque<>();
  private boolean known;
  private boolean over;

  /** The chat is behind as far as its cursor goes now. */
  void add(ChatId chat, ChatCursor cursor) {
    if (cursor.hasMore()) {
      open.add(new Chat(chat, cursor.target()));
    }
  }

  /** All chats that are behind have been added. */
  void known() {
    known = true;
  }

  /**
   * True once, when all is known and sent. Looks at the chats in turn, at each until it is done.
   */
  boolean endsNow(CursorTable cursors) {
    if (over || !known) {
      return false;
    }
    while (!open.isEmpty() && isSent(open.element(), cursors)) {
      open.remove();
    }
    over = open.isEmpty();
    return over;
  }

  private static boolean isSent(Chat chat, CursorTable cursors) {
    return cursors.find(chat.id()).map(cursor -> cursor.pushed() >= chat.target()).orElse(true);
  }
}
