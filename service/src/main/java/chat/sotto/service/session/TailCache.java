package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.List;

/**
 * The newest entries of the chats that were written to last, encoded once for all their readers.
 * Bounded in entries and bytes for each chat and in bytes over all; what it lacks is read from the
 * log. Safe for use by several threads.
 */
public final class TailCache {
  /** Entries kept for a chat at most. */
  static final int ENTRIES = 128;

  /** Bytes kept for a chat at most, unless a single entry is larger. */
  static final int CHAT_BYTES = 1 << 20;

  /** What a cached chat weighs beside its entries: map entry, list, object headers. */
  private static final int OVERHEAD = 512;

  private static final int OVERHEAD_PER_ENTRY = 40;

  private final Cache<ChatId, Tail> tails;

  /**
   * @param maxBytes what all tails together may take, roughly
   */
  public TailCache(long maxBytes) {
    tails =
        CacheBuilder.newBuilder()
            .maximumWeight(maxBytes)
            .<ChatId, Tail>weigher(
                (chat, tail) -> OVERHEAD + tail.heldBytes() + OVERHEAD_PER_ENTRY * tail.slots())
            .build();
  }

  /** Adds a new entry. */
  public void add(ChatId chat, EncodedEntry entry) {
    tails
        .asMap()
        .compute(
            chat,
            (key, tail) -> tail == null ? Tail.of(entry) : tail.with(entry, ENTRIES, CHAT_BYTES));
  }

  /** Forgets a chat: an entry's bytes are no longer what they were. */
  public void forget(ChatId chat) {
    tails.invalidate(chat);
  }

  /**
   * Contiguous entries.
   *
   * @param from sequence of the first one
   * @param to sequence beyond which nothing is wanted
   * @return at most {@code maxEntries}, and at most {@code maxBytes} unless the first one alone is
   *     larger; empty if the first one is not cached
   */
  public List<EncodedEntry> read(ChatId chat, long from, long to, int maxEntries, int maxBytes) {
    Tail tail = tails.getIfPresent(chat);
    return tail == null ? List.of() : tail.read(from, to, maxEntries, maxBytes);
  }
}
