package chat.sotto.cli.shell;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes the account's events, and keeps what the shell knows up to date in the background. */
final class Watch implements EventListener, AutoCloseable {
  /** A read mark is sealed and sent: one a second is enough. */
  private static final long MARK_MILLIS = 1_000;

  private final Account account;
  private final Desk desk;
  private final Speaker speaker;
  private final ScheduledExecutorService background;
  private final Runnable accountGone;
  private final AtomicBoolean marking = new AtomicBoolean();
  private final AtomicBoolean listing = new AtomicBoolean();
  private @Nullable Subscription subscription;

  Watch(
      Account account,
      Desk desk,
      Speaker speaker,
      ScheduledExecutorService background,
      Runnable accountGone) {
    this.account = account;
    this.desk = desk;
    this.speaker = speaker;
    this.background = background;
    this.accountGone = accountGone;
  }

  /** Listens if there is a session, and looks at everything anew. */
  synchronized void begin() {
    update();
    if (subscription == null && desk.state().who().loggedIn()) {
      try {
        subscription = account.listen(this);
      } catch (SottoException e) {
        desk.failure(e);
      }
    }
  }

  /** Looks at what the account knows without asking the server. */
  void update() {
    try {
      var who = account.whoAmI();
      var chats = account.knownChats();
      desk.listed(who, chats);
    } catch (SottoException e) {
      LoggerFactory.getLogger(Watch.class).info("the chats are not known: {}", e.reason());
    }
  }

  /** The same, soon, on another thread. */
  void updateSoon() {
    if (listing.compareAndSet(false, true)) {
      background.execute(
          () -> {
            listing.set(false);
            update();
          });
    }
  }

  /** Asks who asks. */
  void updateRequests() {
    if (desk.state().connection() != ConnectionState.ONLINE) {
      return;
    }
    background.execute(
        () -> {
          try {
            var requests = account.requests();
            desk.change(state -> state.asked(requests));
          } catch (SottoException e) {
            LoggerFactory.getLogger(Watch.class).info("requests: {}", e.reason());
          }
        });
  }

  @Override
  public void onEvent(Event event) {
    desk.happened(event);
    if (event instanceof Event.MessageReceived received) {
      boolean own = desk.state().who().username().equals(received.message().sender());
      if (own) {
        speaker.stored(received.message());
      } else if (desk.state().isOpen(received.message().chat())) {
        markSoon();
      }
      if (desk.state().chat(received.message().chat()).isEmpty()) {
        updateSoon();
      }
    } else if (event instanceof Event.Read read
        && read.by().equals(desk.state().who().username())) {
      updateSoon();
    } else if (event instanceof Event.ConnectionChanged change) {
      updateSoon();
      if (change.state() == ConnectionState.ONLINE) {
        updateRequests();
        markSoon();
      }
    }
  }

  @Override
  public void onEnd(SottoException cause) {
    synchronized (this) {
      subscription = null;
    }
    if (cause.is(Reason.ACCOUNT_DELETED)) {
      accountGone.run();
    } else if (cause.is(Reason.LIMIT_REACHED)) {
      desk.note("too much happened at once; open a chat to see what it holds");
      background.execute(this::begin);
    } else {
      desk.failure(cause);
      updateSoon();
    }
  }

  /** Moves the read mark of the open chat: its messages were printed. */
  void markSoon() {
    if (desk.state().open().isPresent() && marking.compareAndSet(false, true)) {
      var unused = background.schedule(this::mark, MARK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void mark() {
    marking.set(false);
    ChatId chat = desk.state().open().orElse(null);
    if (chat == null || desk.state().connection() != ConnectionState.ONLINE) {
      return;
    }
    try {
      var unused = account.read(chat, new ReadQuery(1, null, true));
    } catch (SottoException e) {
      LoggerFactory.getLogger(Watch.class).info("not marked as read: {}", e.reason());
    }
  }

  @Override
  public void close() {
    Subscription held;
    synchronized (this) {
      held = subscription;
      subscription = null;
    }
    // Waits for an event that is being taken, and that one may wait for this lock.
    if (held != null) {
      held.close();
    }
  }
}
