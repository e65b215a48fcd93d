package chat.sotto.cli.shell;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was typed, in order, without holding up the line. A message is shown when the server
 * has stored it, with its number, by the event that tells so; here it is only said when that takes
 * long or fails.
 */
final class Speaker {
  private static final long LATE_MILLIS = 1_000;
  private static final int PREVIEW = 40;

  private final Account account;
  private final Desk desk;
  private final ScheduledExecutorService sending;
  private final ScheduledExecutorService timer;
  private final List<Queued> queued = new ArrayList<>();

  Speaker(
      Account account,
      Desk desk,
      ScheduledExecutorService sending,
      ScheduledExecutorService timer) {
    this.account = account;
    this.desk = desk;
    this.sending = sending;
    this.timer = timer;
  }

  /** A message that was said to be waiting. */
  private record Queued(ChatId chat, String text) {}

  /** Sends a message. */
  void say(ChatId chat, String text, @Nullable Seq replyTo) {
    CompletableFuture<SentMessage> outcome = new CompletableFuture<>();
    // Offline it is said at once, except where the refusal comes at once: logged out.
    boolean offline =
        desk.state().connection() != ConnectionState.ONLINE && desk.state().who().loggedIn();
    long patience = offline ? 0 : LATE_MILLIS;
    var unusedLate =
        timer.schedule(
            () -> {
              if (!outcome.isDone()) {
                late(new Queued(chat, text));
              }
            },
            patience,
            TimeUnit.MILLISECONDS);
    var unused = outcome.whenComplete((sent, failure) -> settled(new Queued(chat, text), failure));
    sending.execute(
        () -> {
          try {
            var unusedStage =
                account
                    .sendAsync(chat, text, replyTo)
                    .whenComplete(
                        (sent, failure) -> {
                          if (failure == null) {
                            outcome.complete(sent);
                          } else {
                            outcome.completeExceptionally(failure);
                          }
                        });
          } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
  }

  private void late(Queued message) {
    synchronized (this) {
      queued.add(message);
    }
    desk.change(state -> state.waitingFor(1));
    desk.note(
        "not stored yet: "
            + preview(message.text())
            + (desk.state().connection() == ConnectionState.ONLINE
                ? "; the server has not answered"
                : "; it will be sent when the server is back"));
  }

  private void settled(Queued message, @Nullable Throwable failure) {
    if (failure == null) {
      forget(message);
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    SottoException known =
        cause instanceof SottoException sotto
            ? sotto
            : new SottoException(Reason.INTERNAL, "something went wrong that should not");
    if (known.failure() == Failure.UNREACHABLE && isQueued(message)) {
      // Said already: it waits, and is sent by itself.
      return;
    }
    forget(message);
    desk.failure(
        "not sent: " + preview(message.text()) + ": " + known.getMessage(),
        known.hint().or(() -> Optional.of("the text is in the history: press arrow up")));
  }

  /** A message of the user's own is stored: perhaps one that waited. */
  void stored(ChatMessage message) {
    if (message.kind() == MessageKind.TEXT && message.text() != null) {
      forget(new Queued(message.chat(), message.text()));
    }
  }

  private synchronized boolean isQueued(Queued message) {
    return queued.contains(message);
  }

  private void forget(Queued message) {
    boolean waited;
    synchronized (this) {
      waited = queued.remove(message);
    }
    if (waited) {
      desk.change(state -> state.waitingFor(-1));
    }
  }

  private static String preview(String text) {
    String line = text.lines().findFirst().orElse("");
    return "“" + chat.sotto.cli.output.Columns.shortened(line, PREVIEW) + "”";
  }
}
