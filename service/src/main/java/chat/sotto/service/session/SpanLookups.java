package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ReadingSpan;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds the places of chats that a stream hears of and has no cursor for. Confined to the stream's
 * executor.
 */
final class SpanLookups {
  /** A span that is being looked up; with news meanwhile it is looked up again. */
  private record Lookup(long floor, long limit, boolean stale) {}

  private final Map<ChatId, Lookup> running = new HashMap<>();
  private final CursorTable cursors;
  private final BiConsumer<ChatId, Consumer<Map<ChatId, ReadingSpan>>> spans;
  private final Runnable found;

  /**
   * @param spans asks for a chat's span and gives it back on the stream's executor
   * @param found there is a new cursor
   */
  SpanLookups(
      CursorTable cursors,
      BiConsumer<ChatId, Consumer<Map<ChatId, ReadingSpan>>> spans,
      Runnable found) {
    this.cursors = cursors;
    this.spans = spans;
    this.found = found;
  }

  /**
   * Gives the chat a cursor, unless it has one by then or the device may not read it.
   *
   * @param floor what the stream was sent already
   * @param limit the last entry that the device may read; {@link Long#MAX_VALUE} for a reader
   */
  void begin(ChatId chat, long floor, long limit) {
    Lookup same = running.get(chat);
    if (same != null) {
      running.put(
          chat, new Lookup(Math.max(same.floor(), floor), Math.min(same.limit(), limit), true));
      return;
    }
    running.put(chat, new Lookup(floor, limit, false));
    spans.accept(chat, answer -> end(chat, answer));
  }

  private void end(ChatId chat, Map<ChatId, ReadingSpan> answer) {
    Lookup lookup = running.remove(chat);
    ReadingSpan span = answer.get(chat);
    if (lookup == null || cursors.find(chat).isPresent()) {
      return;
    }
    if (lookup.stale()) {
      begin(chat, lookup.floor(), lookup.limit());
    } else if (span != null) {
      long position = Math.max(span.position().value(), span.joinedSeq().value() - 1);
      ChatCursor cursor = ChatCursor.at(Math.max(lookup.floor(), position), span.lastSeq().value());
      cursors.put(
          chat, lookup.limit() == Long.MAX_VALUE ? cursor : cursor.limitedTo(lookup.limit()));
      found.run();
    }
  }
}
