package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Where one stream stands in the chats that it has had something to send of. Chats with more to
 * send take turns; those that wait for nothing are kept only as long as there is room, so that the
 * table does not grow with the number of chats. Confined to the stream's executor.
 */
final class CursorTable {
  private final int maxIdle;
  private final Map<ChatId, ChatCursor> cursors = new LinkedHashMap<>(16, 0.75f, true);
  private final Queue<ChatId> turns = new ArrayDeque<>();
  private final Set<ChatId> queued = new HashSet<>();
  private long outstanding;

  /**
   * @param maxIdle cursors that are kept although nothing is left to send or to acknowledge
   */
  CursorTable(int maxIdle) {
    this.maxIdle = maxIdle;
  }

  Optional<ChatCursor> find(ChatId chat) {
    return Optional.ofNullable(cursors.get(chat));
  }

  /** Entries that were sent and not acknowledged, over all chats. */
  long outstanding() {
    return outstanding;
  }

  int size() {
    return cursors.size();
  }

  /** Puts the cursor where an event has led it. */
  void put(ChatId chat, ChatCursor cursor) {
    ChatCursor old = cursors.put(chat, cursor);
    outstanding += cursor.outstanding() - (old == null ? 0 : old.outstanding());
    if (cursor.hasMore() && queued.add(chat)) {
      turns.add(chat);
    }
    if (old == null && cursors.size() > maxIdle) {
      dropOldestIdle();
    }
  }

  void remove(ChatId chat) {
    ChatCursor old = cursors.remove(chat);
    outstanding -= old == null ? 0 : old.outstanding();
  }

  /**
   * The chat whose turn it is to send, taken out of the queue; it gets its next turn when it is put
   * with more to send.
   */
  Optional<ChatId> takeTurn() {
    for (ChatId chat = turns.poll(); chat != null; chat = turns.poll()) {
      queued.remove(chat);
      ChatCursor cursor = cursors.get(chat);
      if (cursor != null && cursor.hasMore()) {
        return Optional.of(chat);
      }
    }
    return Optional.empty();
  }

  private void dropOldestIdle() {
    for (Iterator<ChatCursor> oldest = cursors.values().iterator(); oldest.hasNext(); ) {
      ChatCursor cursor = oldest.next();
      if (!cursor.hasMore() && cursor.outstanding() == 0) {
        oldest.remove();
        return;
      }
    }
  }
}
