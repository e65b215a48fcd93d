package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.session.TailCache;
import chat.sotto.service.store.ChatLog;
import chat.sotto.service.store.StoreFile;
import chat.sotto.service.usecase.Writes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases the payloads of messages that are older than the operator wants to keep them. One small
 * step waits for the store's writer at a time, so that messages are stored between any two of them.
 */
public final class ExpireMessages {
  private static final Logger log = LoggerFactory.getLogger(ExpireMessages.class);
  private static final int CHATS_A_PAGE = 100;

  private final ChatLog chats;
  private final TailCache tails;
  private final Optional<StoreFile> file;
  private final ServerTime time;
  private final Duration retention;
  private boolean unforgotten;
  private volatile boolean stopped;

  /**
   * Over the logs.
   *
   * @param tails what streams are sent without asking the store
   * @param file where erased bytes may linger
   */
  public ExpireMessages(
      ChatLog chats,
      TailCache tails,
      Optional<StoreFile> file,
      ServerTime time,
      Duration retention) {
    this.chats = chats;
    this.tails = tails;
    this.file = file;
    this.time = time;
    this.retention = retention;
  }

  /**
   * Erases what is too old now. Blocks.
   *
   * @return how many payloads are gone
   */
  public synchronized long run() {
    var olderThan = time.now().minus(retention);
    long erased = 0;
    Optional<ChatId> last = Optional.empty();
    List<ChatId> page = chats.expirable(last, olderThan, CHATS_A_PAGE);
    while (!page.isEmpty() && !stopped) {
      for (ChatId chat : page) {
        boolean more = true;
        while (more && !stopped) {
          ChatLog.Expired step = Writes.await(chats.expire(chat, olderThan));
          if (step.erased() > 0) {
            tails.forget(chat);
          }
          erased += step.erased();
          more = step.more();
        }
      }
      last = Optional.of(page.get(page.size() - 1));
      page = chats.expirable(last, olderThan, CHATS_A_PAGE);
    }
    unforgotten |= erased > 0;
    forgetDeleted();
    if (erased > 0) {
      log.info("erased {} messages that were older than {} h", erased, retention.toHours());
    }
    return erased;
  }

  private void forgetDeleted() {
    if (!unforgotten || file.isEmpty()) {
      return;
    }
    try {
      // Else with the next run: nobody is kept waiting for it.
      unforgotten = !file.get().forgetDeleted();
    } catch (IOException e) {
      log.warn("what was erased lingers in the write-ahead log", e);
    }
  }

  /** Ends a run that goes on, after its present step. */
  public void stop() {
    stopped = true;
  }
}
