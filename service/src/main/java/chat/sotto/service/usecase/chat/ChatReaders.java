package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.ChatStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Who reads a chat, remembered for the chats that were busy last: each message and each sign of
 * typing asks. Whoever changes a chat's readers must {@link #afresh ask afresh}; who asks after
 * that never gets the old ones. Safe for use by several threads.
 */
public final class ChatReaders {
  private static final int CHATS = 4_096;

  private final ChatStore chats;
  private final Executor reads;

  /** Guarded by itself; in order of use. */
  private final Map<ChatId, CompletableFuture<List<DeviceRef>>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<ChatId, CompletableFuture<List<DeviceRef>>> eldest) {
          return size() > CHATS;
        }
      };

  /**
   * @param reads where the store may be read, which blocks
   */
  public ChatReaders(ChatStore chats, Executor reads) {
    this.chats = chats;
    this.reads = reads;
  }

  /** The devices that read the chat; none if it does not exist. */
  CompletableFuture<List<DeviceRef>> of(ChatId chat) {
    CompletableFuture<List<DeviceRef>> loading;
    synchronized (known) {
      CompletableFuture<List<DeviceRef>> before = known.get(chat);
      if (before != null) {
        return before;
      }
      // Put before it is read, so that a change can drop what may have been read before it.
      loading = new CompletableFuture<>();
      known.put(chat, loading);
    }
    load(chat, loading);
    return loading;
  }

  /** As {@link #of}, as they are after a change that is stored. */
  CompletableFuture<List<DeviceRef>> afresh(ChatId chat) {
    synchronized (known) {
      known.remove(chat);
    }
    return of(chat);
  }

  private void load(ChatId chat, CompletableFuture<List<DeviceRef>> loading) {
    CompletionStage<List<DeviceRef>> found =
        CompletableFuture.supplyAsync(() -> chats.readers(chat), reads);
    found.whenComplete(
        (readers, problem) -> {
          // Chats that do not exist, and failures, are not worth a place.
          if (problem != null || readers.isEmpty()) {
            synchronized (known) {
              known.remove(chat, loading);
            }
          }
          if (problem != null) {
            loading.completeExceptionally(problem);
          } else {
            loading.complete(readers);
          }
        });
  }
}
