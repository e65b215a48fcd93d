package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.Username;
import chat.sotto.service.session.Signal;
import chat.sotto.service.session.StreamNews;
import chat.sotto.service.store.ChatStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps and passes on how far users have read. The first mark of a chat and user goes out at once;
 * of those that follow within the interval only the last does, when the interval is over. So a
 * client that marks each message costs one write a second.
 */
public final class MoveReadMark {
  private record Key(ChatId chat, Username user) {}

  private final ChatStore chats;
  private final ChatReaders readers;
  private final StreamNews streams;
  private final Executor later;

  /**
   * Marks that were given out less than an interval ago, with the one that waits, if one does.
   * Guarded by itself.
   */
  private final Map<Key, Optional<ReadMark>> recent = new HashMap<>();

  /**
   * @param interval the shortest time between two writes: a second
   * @param pool where what waited is written
   */
  public MoveReadMark(
      ChatStore chats, ChatReaders readers, StreamNews streams, Duration interval, Executor pool) {
    this.chats = chats;
    this.readers = readers;
    this.streams = streams;
    later = CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS, pool);
  }

  /**
   * Moves the mark; nothing if the device does not read the chat. Done when the mark is on its way
   * or waits.
   */
  public CompletionStage<Void> move(ReadMark mark) {
    return readers
        .of(mark.chat())
        .thenAccept(
            present -> {
              if (present.contains(mark.reader()) && mayGoNow(mark)) {
                giveOut(mark, present);
              }
            });
  }

  /** Writes what waits: the server ends. */
  public void flush() {
    List<ReadMark> waiting;
    synchronized (recent) {
      waiting = recent.values().stream().flatMap(Optional::stream).toList();
      recent.clear();
    }
    waiting.forEach(chats::saveReadMark);
  }

  private boolean mayGoNow(ReadMark mark) {
    Key key = new Key(mark.chat(), mark.reader().user());
    synchronized (recent) {
      if (recent.containsKey(key)) {
        recent.put(key, Optional.of(mark));
        return false;
      }
      recent.put(key, Optional.empty());
    }
    later.execute(() -> intervalOver(key));
    return true;
  }

  private void intervalOver(Key key) {
    Optional<ReadMark> waiting;
    synchronized (recent) {
      waiting = recent.getOrDefault(key, Optional.empty());
      if (waiting.isEmpty()) {
        recent.remove(key);
        return;
      }
      recent.put(key, Optional.empty());
    }
    later.execute(() -> intervalOver(key));
    // If the readers cannot be found out now, they learn of the mark with the next one.
    CompletionStage<List<DeviceRef>> present = readers.of(key.chat());
    present.thenAccept(devices -> giveOut(waiting.get(), devices));
  }

  private void giveOut(ReadMark mark, List<DeviceRef> present) {
    chats.saveReadMark(mark);
    streams.signal(
        new Signal.ReadUpTo(
            mark.chat(), mark.reader().user(), mark.reader().device(), mark.sealed()),
        present.stream().filter(reader -> !reader.equals(mark.reader())).toList());
  }
}
