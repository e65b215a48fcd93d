package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.ChatLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Logs over rows. */
final class RowChatLog implements ChatLog {
  private final Transactions transactions;

  RowChatLog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<AppendOutcome> append(MessageDraft draft, Instant now) {
    return transactions.write(rows -> AppendStep.message(rows, draft, now));
  }

  @Override
  public CompletableFuture<AppendOutcome> appendCommit(CommitDraft draft, Instant now) {
    return transactions.write(rows -> CommitStep.run(rows, draft, now));
  }

  @Override
  public CompletableFuture<AppendOutcome> delete(
      ChatId chat, DeviceRef by, Seq target, Instant now) {
    return transactions.write(rows -> AppendStep.deletion(rows, chat, by, target, now));
  }

  @Override
  public List<ChatId> expirable(Optional<ChatId> after, Instant olderThan, int limit) {
    return transactions.read(rows -> rows.chats().expirable(after, olderThan, limit));
  }

  @Override
  public CompletableFuture<Expired> expire(ChatId chat, Instant olderThan) {
    return transactions.write(rows -> ExpiryStep.run(rows, chat, olderThan));
  }

  @Override
  public List<LogEntry> read(ChatId chat, Seq from, int maxEntries, long maxBytes) {
    return transactions.read(rows -> rows.entries().read(chat, from, maxEntries, maxBytes));
  }

  @Override
  public Optional<LogHash> findHash(ChatId chat, Seq seq) {
    return transactions.read(rows -> ChatViews.findHash(rows, chat, seq));
  }
}
