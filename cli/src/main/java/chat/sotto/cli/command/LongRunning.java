package chat.sotto.cli.command;

import chat.sotto.cli.terminal.StopSignal;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds a profile open, and takes its events, until it is told to end or has enough. */
final class LongRunning {
  private final Context context;
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

  LongRunning(Context context) {
    this.context = context;
  }

  /**
   * Returns when a signal comes, the time is over or {@code enough} says so.
   *
   * @param time how long at most, or null
   * @param begun runs once the profile is open
   * @param enough takes each event, and says whether it was the last one wanted
   * @throws SottoException when the account ends by itself
   */
  void run(@Nullable Duration time, Consumer<Account> begun, Predicate<Event> enough) {
    try (StopSignal.Watch unusedWatch =
            context.surroundings().stopSignal().watch(() -> end.complete(null));
        Account account = context.open(OpenMode.LONG_RUNNING)) {
      begun.accept(account);
      try (Subscription unusedSubscription = account.listen(listener(account, enough))) {
        await(time);
      }
    }
  }

  private EventListener listener(Account account, Predicate<Event> enough) {
    return new EventListener() {
      @Override
      public void onEvent(Event event) {
        if (end.isDone()) {
          return;
        }
        try {
          if (enough.test(event)) {
            end.complete(null);
          } else if (isGivenUp(event)) {
            var unused = CompletableFuture.runAsync(() -> askWhy(account));
          }
        } catch (RuntimeException e) {
          // For the thread that waits: it knows what to say.
          end.completeExceptionally(e);
        }
      }

      @Override
      public void onEnd(SottoException cause) {
        end.completeExceptionally(cause);
      }
    };
  }

  private static boolean isGivenUp(Event event) {
    return event instanceof Event.ConnectionChanged change
        && change.state() == ConnectionState.OFFLINE
        && change.reason() != null;
  }

  /**
   * No further attempt is made to connect. Where another command can mend that, as login does, this
   * one waits for it; else nothing would ever come.
   */
  private void askWhy(Account account) {
    try {
      var unused = account.devices();
    } catch (SottoException e) {
      boolean mendable =
          e.failure() == Failure.UNREACHABLE
              || e.is(Reason.NOT_LOGGED_IN)
              || e.is(Reason.SESSION_INVALID)
              || e.is(Reason.SESSION_REQUIRED);
      if (!mendable) {
        end.completeExceptionally(e);
      }
    }
  }

  private void await(@Nullable Duration time) {
    try {
      if (time == null) {
        end.get();
      } else {
        end.get(time.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      end.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
