package chat.sotto.cli.shell;

import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Longer than a call to a server that does not answer. */
  private static final long PATIENCE_SECONDS = 25;

  private final Account account;
  private final Desk desk;
  private final ScheduledExecutorService sending;
  private final ScheduledExecutorService timer;
  private final List<Waiting> waiting = new ArrayList<>();

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

  /** A message on its way. What changes is guarded by the speaker. */
  private static final class Waiting {
    final ChatId chat;
    final String text;

    /** It is in the profile: it will be sent, whatever happens to the shell. */
    boolean kept;

    /** Its outcome is known. */
    boolean settled;

    Waiting(ChatId chat, String text) {
      this.chat = chat;
      this.text = text;
    }
  }

  /** Sends a message. */
  void say(ChatId chat, String text, @Nullable Seq replyTo) {
    Waiting message = new Waiting(chat, text);
    // Offline it is said at once, except where the refusal comes at once: logged out.
    boolean offline =
        desk.state().connection() != ConnectionState.ONLINE && desk.state().who().loggedIn();
    long patience = offline ? 0 : LATE_MILLIS;
    var unusedLate = timer.schedule(() -> late(message), patience, TimeUnit.MILLISECONDS);
    sending.execute(
        () -> {
          try {
            var outcome = account.sendAsync(chat, text, replyTo);
            synchronized (this) {
              message.kept = true;
            }
            var unusedStage = outcome.whenComplete((sent, failure) -> settled(message, failure));
          } catch (RuntimeException e) {
            settled(message, e);
          }
        });
  }

  private void late(Waiting message) {
    boolean kept;
    synchronized (this) {
      if (message.settled) {
        return;
      }
      waiting.add(message);
      kept = message.kept;
    }
    desk.change(state -> state.waitingFor(1));
    desk.note(
        "not stored yet: "
            + preview(message.text)
            + (!kept
                ? "; it is being prepared"
                : desk.state().connection() == ConnectionState.ONLINE
                    ? "; the server has not answered"
                    : "; it will be sent when the server is back"));
  }

  private void settled(Waiting message, @Nullable Throwable failure) {
    SottoException known = failure == null ? null : known(failure);
    boolean waited;
    synchronized (this) {
      message.settled = true;
      if (known != null && known.failure() == Failure.UNREACHABLE && waiting.contains(message)) {
        // Said already: it waits, and is sent by itself.
        return;
      }
      waited = waiting.remove(message);
    }
    if (waited) {
      desk.change(state -> state.waitingFor(-1));
    }
    if (known != null) {
      desk.failure(
          "not sent: " + preview(message.text) + ": " + known.getMessage(),
          known.hint().or(() -> Optional.of("the text is in the history: press arrow up")));
    }
  }

  private static SottoException known(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof SottoException sotto
        ? sotto
        : new SottoException(Reason.INTERNAL, "something went wrong that should not");
  }

  /** A message of the user's own is stored: perhaps one that was given up and sent by itself. */
  void stored(ChatMessage message) {
    boolean waited = false;
    synchronized (this) {
      for (Waiting each : waiting) {
        if (each.settled && each.chat.equals(message.chat()) && each.text.equals(message.text())) {
          waiting.remove(each);
          waited = true;
          break;
        }
      }
    }
    if (waited) {
      desk.change(state -> state.waitingFor(-1));
    }
  }

  /** Waits until everything that was said is in the profile. */
  void finish() {
    sending.shutdown();
    try {
      if (!sending.awaitTermination(1, TimeUnit.SECONDS)) {
        desk.note("keeping what you wrote ...");
        if (!sending.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          desk.failure("what you wrote last was not kept", Optional.of("write it again next time"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String preview(String text) {
    String line = text.lines().findFirst().orElse("");
    return "“" + chat.sotto.cli.output.Columns.shortened(line, PREVIEW) + "”";
  }
}
