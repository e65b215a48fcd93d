package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Gathers what a stream is told of its chats until its executor comes to it, and until it is {@link
 * #open}: the highest of each chat, however many entries were appended meanwhile. Any thread.
 */
final class TellBox {
  private final Map<ChatId, Long> reached = new ConcurrentHashMap<>();

  /** Somebody will empty the box; until it is open, the one who opens it. */
  private final AtomicBoolean scheduled = new AtomicBoolean(true);

  private final Consumer<Consumer<StreamSession>> executor;

  /**
   * @param executor runs a task with the stream on the stream's executor
   */
  TellBox(Consumer<Consumer<StreamSession>> executor) {
    this.executor = executor;
  }

  void tell(ChatId chat, long reach) {
    reached.merge(chat, reach, Math::max);
    if (scheduled.compareAndSet(false, true)) {
      executor.accept(this::empty);
    }
  }

  /** Hands over what has come, and from now on what comes. On the stream's executor, once. */
  void open(StreamSession stream) {
    empty(stream);
  }

  private void empty(StreamSession stream) {
    // First, so that whoever tells from now on schedules again.
    scheduled.set(false);
    for (ChatId chat : List.copyOf(reached.keySet())) {
      Long reach = reached.remove(chat);
      if (reach != null) {
        stream.told(chat, reach);
      }
    }
  }
}
