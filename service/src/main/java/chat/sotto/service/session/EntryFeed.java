package chat.sotto.service.session;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream's next entries from where its cursors stand: from the tail cache, or else from the
 * log, one read at a time. A read begins only when its result can be sent, and is dropped if it
 * then cannot, so a slow reader holds no entries in memory. Confined to the stream's executor.
 */
final class EntryFeed {
  /** Entries that came from the log and are not sent yet. */
  private record Fetched(ChatId chat, List<EncodedEntry> entries) {}

  private final CursorTable cursors;
  private final TailCache tails;
  private final StreamLog log;
  private final StreamLimits limits;
  private final StreamObserver observer;
  private final List<ChatId> parked = new ArrayList<>();
  private boolean reading;
  private @Nullable Fetched fetched;

  EntryFeed(
      CursorTable cursors,
      TailCache tails,
      StreamLog log,
      StreamLimits limits,
      StreamObserver observer) {
    this.observer = observer;
    this.cursors = cursors;
    this.tails = tails;
    this.log = log;
    this.limits = limits;
  }

  /**
   * Moves entries into the batch as far as it, and the window, have room.
   *
   * @return a read that the caller must bring back by {@link #fetched} or {@link #dropped}; null
   *     when none is needed
   */
  @Nullable Pending fillTo(FrameBatch batch) {
    Pending pending = null;
    if (fetched != null) {
      Fetched ready = fetched;
      fetched = null;
      if (!offer(batch, ready.chat(), ready.entries())) {
        return null;
      }
    }
    while (room(batch) > 0) {
      Optional<ChatId> turn = cursors.takeTurn();
      if (turn.isEmpty()) {
        break;
      }
      ChatId chat = turn.get();
      ChatCursor cursor = cursors.find(chat).orElseThrow();
      List<EncodedEntry> entries =
          tails.read(chat, cursor.pushed() + 1, cursor.target(), room(batch), batch.roomForBytes());
      if (!entries.isEmpty()) {
        if (!offer(batch, chat, entries)) {
          break;
        }
      } else if (reading) {
        parked.add(chat);
      } else {
        reading = true;
        int wanted = (int) Math.min(room(batch), cursor.target() - cursor.pushed());
        pending =
            new Pending(
                chat, log.read(chat, new Seq(cursor.pushed() + 1), wanted, limits.batchBytes()));
      }
    }
    return pending;
  }

  /** A read of the log that is under way. */
  record Pending(ChatId chat, CompletionStage<List<EncodedEntry>> entries) {}

  /** The read has ended, and its entries can be sent now. */
  void fetched(ChatId chat, List<EncodedEntry> entries) {
    resume();
    if (entries.isEmpty()) {
      // The log is gone: its last member deleted the chat.
      cursors.remove(chat);
    } else {
      fetched = new Fetched(chat, entries);
    }
  }

  /** The read has ended, and its entries cannot be sent now: they will be read again. */
  void dropped(ChatId chat) {
    resume();
    requeue(chat);
  }

  private void resume() {
    reading = false;
    parked.forEach(this::requeue);
    parked.clear();
  }

  private void requeue(ChatId chat) {
    cursors.find(chat).ifPresent(cursor -> cursors.put(chat, cursor));
  }

  private int room(FrameBatch batch) {
    return (int) Math.min(batch.roomForFrames(), limits.receiveWindow() - cursors.outstanding());
  }

  /** Returns whether the batch took all that the cursor still wanted of these. */
  private boolean offer(FrameBatch batch, ChatId chat, List<EncodedEntry> entries) {
    ChatCursor cursor = cursors.find(chat).orElse(null);
    if (cursor == null) {
      return true;
    }
    boolean tookAll = true;
    long pushed = cursor.pushed();
    for (EncodedEntry entry : entries) {
      // The device may meanwhile have acknowledged what it learnt otherwise.
      if (entry.seq() != pushed + 1 || pushed >= cursor.target()) {
        continue;
      }
      long window = limits.receiveWindow() - cursors.outstanding() - (pushed - cursor.pushed());
      if (window <= 0 || !batch.offer(entry.frame())) {
        tookAll = false;
        break;
      }
      pushed++;
    }
    if (pushed > cursor.pushed()) {
      observer.delivered((int) (pushed - cursor.pushed()));
    }
    cursors.put(chat, cursor.pushedTo(pushed));
    return tookAll;
  }
}
