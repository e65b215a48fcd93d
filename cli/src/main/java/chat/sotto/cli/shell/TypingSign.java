package chat.sotto.cli.shell;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.SottoException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the others that the user types, not too often, and that they have stopped. */
final class TypingSign {
  private static final long AGAIN_MILLIS = 3_000;
  private static final long PAUSE_MILLIS = 5_000;

  private final Account account;
  private final Desk desk;
  private final ScheduledExecutorService background;
  private @Nullable ChatId told;
  private long toldAtNanos;
  private @Nullable ScheduledFuture<?> pause;

  TypingSign(Account account, Desk desk, ScheduledExecutorService background) {
    this.account = account;
    this.desk = desk;
    this.background = background;
  }

  /** A key was pressed; this stands in the line now. */
  synchronized void typed(String line) {
    Optional<ChatId> chat =
        desk.state()
            .openChat()
            .filter(view -> view.info().state() == ChatState.ACTIVE)
            .map(view -> view.info().chat());
    if (chat.isEmpty()
        || line.startsWith("/")
        || desk.state().connection() != ConnectionState.ONLINE) {
      return;
    }
    long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - toldAtNanos);
    if (!chat.get().equals(told) || since > AGAIN_MILLIS) {
      told = chat.get();
      toldAtNanos = System.nanoTime();
      tell(chat.get(), true);
    }
    if (pause != null) {
      pause.cancel(false);
    }
    pause = background.schedule(this::stopped, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The line was sent or given up, or nothing has been typed for a while. */
  synchronized void stopped() {
    ChatId chat = told;
    told = null;
    if (chat != null) {
      tell(chat, false);
    }
  }

  private void tell(ChatId chat, boolean typing) {
    background.execute(
        () -> {
          try {
            account.typing(chat, typing);
          } catch (SottoException e) {
            // A sign of no weight; the next one may get through.
          }
        });
  }
}
