package chat.sotto.service.store;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Seq;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The ordered log of each chat: sequences without gaps, hashes chained, times that never decrease.
 * Reads block and check no rights; writes complete when durable; both fail with {@link
 * StoreUnavailableException}.
 */
public interface ChatLog {
  /**
   * Appends a message. A repeat of its client message id by the same device returns the first
   * answer, whatever has happened since.
   */
  CompletableFuture<AppendOutcome> append(MessageDraft draft, Instant now);

  /**
   * Appends a member's commit, applies its statement and keeps its group info. A repeat of its
   * client message id by the same device returns the first answer.
   */
  CompletableFuture<AppendOutcome> appendCommit(CommitDraft draft, Instant now);

  /**
   * Deletes the payload of a message and says so in the log; its hash stays. The message may be of
   * any device of the same user. A repeat returns the first deletion.
   *
   * @param by who deletes
   * @param target the message
   */
  CompletableFuture<AppendOutcome> delete(ChatId chat, DeviceRef by, Seq target, Instant now);

  /**
   * What one step of erasing did.
   *
   * @param erased payloads that are gone
   * @param more whether there may be more to erase in the chat
   */
  record Expired(int erased, boolean more) {}

  /** Chats with messages older than a time that were not looked at yet, ordered by id. */
  List<ChatId> expirable(Optional<ChatId> after, Instant olderThan, int limit);

  /**
   * Erases the payloads of a chat's messages that are older than a time, some dozens at once. Their
   * hashes stay, as do all other entries.
   */
  CompletableFuture<Expired> expire(ChatId chat, Instant olderThan);

  /**
   * A stretch of the log, contiguous and ascending; empty at its end or when there is no such chat.
   *
   * @param from the first sequence wanted
   * @param maxEntries at most this many, at least 1
   * @param maxBytes payloads together at most this large, but always one entry
   */
  List<LogEntry> read(ChatId chat, Seq from, int maxEntries, long maxBytes);

  /** {@code H(seq)}; empty when the chat does not exist or its log is shorter. */
  Optional<LogHash> findHash(ChatId chat, Seq seq);
}
