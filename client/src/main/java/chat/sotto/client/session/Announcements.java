package chat.sotto.client.session;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What the server itself says: stored in order, each once, and told to whoever listens. */
final class Announcements {
  private static final int PAGE = 100;

  /** As many as a server keeps; one that goes on for ever is not followed. */
  private static final int MAX_PAGES = 10;

  private final SessionContext context;
  private final Executor serial;

  Announcements(SessionContext context) {
    this.context = context;
    this.serial = MoreExecutors.newSequentialExecutor(context.blocking());
  }

  /** The last one that this device has; 0 for none. */
  long lastId() {
    return context.profile().announcements().lastId();
  }

  /** Takes what came on the stream; completes when it is stored. */
  CompletableFuture<Void> receive(List<Announcement> announcements) {
    return CompletableFuture.runAsync(() -> announcements.forEach(this::take), serial);
  }

  private boolean take(Announcement announcement) {
    boolean isNew = context.profile().announcements().add(announcement);
    if (isNew) {
      context.hub().emit(new Event.Announced(announcement));
    }
    return isNew;
  }

  /** Fetches what this device lacks. Without a connection does nothing. */
  void fetch() {
    boolean more = true;
    for (int pages = 0; more && pages < MAX_PAGES; pages++) {
      List<Announcement> page;
      try {
        page = context.access().call(s -> s.chats().announcements(lastId(), PAGE));
      } catch (SottoException e) {
        if (e.failure() != Failure.UNREACHABLE) {
          throw e;
        }
        return;
      }
      more = page.size() == PAGE;
      for (Announcement announcement : page) {
        // One that is not newer would be asked for again, and again.
        more &= ChatReach.await(CompletableFuture.supplyAsync(() -> take(announcement), serial));
      }
    }
  }
}
