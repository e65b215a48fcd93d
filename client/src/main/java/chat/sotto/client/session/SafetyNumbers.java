package chat.sotto.client.session;

import chat.sotto.client.identity.Pin;
import chat.sotto.client.identity.SafetyNumber;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Digests;
import chat.sotto.client.profile.StoredChat;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Shows safety numbers and notes that they matched. When an account key has changed, the new number
 * is shown, sending to that person stops, and {@code verify} pins the very key that was shown: not
 * one that the server brings afterwards.
 */
final class SafetyNumbers {

  private final SessionContext context;
  private final Workers workers;

  SafetyNumbers(SessionContext context, Workers workers) {
    this.context = context;
    this.workers = workers;
  }

  Safety show(Username username) {
    Optional<Pin> pin = context.profile().pins().find(username);
    AccountPublicKey shown = shownKey(username, pin);
    switch (Pin.decide(pin, shown)) {
      case FIRST_CONTACT -> context.profile().pins().store(Pin.first(username, shown));
      case SAME -> {
        // As it should be.
      }
      case CHANGED -> {
        stop(username);
        context.profile().secrets().storeSetting(candidate(username), shown.toString());
      }
    }
    boolean verified = pin.filter(p -> p.verified() && p.key().equals(shown)).isPresent();
    return safety(username, shown, verified);
  }

  /** What the directory shows; without a server, what is pinned. */
  private AccountPublicKey shownKey(Username username, Optional<Pin> pin) {
    try {
      return context.pins().attested(username).accountKey();
    } catch (SottoException e) {
      if (pin.isEmpty() || e.failure() != Failure.UNREACHABLE) {
        throw e;
      }
      return pin.get().key();
    }
  }

  Safety verify(Username username) {
    Optional<Pin> pin = context.profile().pins().find(username);
    AccountPublicKey shown = context.pins().attested(username).accountKey();
    if (Pin.decide(pin, shown) == Pin.Decision.CHANGED) {
      boolean compared =
          context
              .profile()
              .secrets()
              .findSetting(candidate(username))
              .filter(shown.toString()::equals)
              .isPresent();
      if (!compared) {
        stop(username);
        throw new SottoException(
                Reason.PIN_CHANGED, username + "'s account key is not the one that was pinned")
            .hint("look at the new number first: sotto safety " + username);
      }
    }
    context.profile().pins().store(Pin.first(username, shown).verify());
    context.profile().secrets().forgetSetting(candidate(username));
    resume(username);
    return safety(username, shown, true);
  }

  private Safety safety(Username username, AccountPublicKey key, boolean verified) {
    return new Safety(
        username,
        SafetyNumber.of(
                context.profile().header().identity().caFingerprint(),
                context.self().user(),
                context.self().credential().accountKey(),
                username,
                key)
            .grouped(),
        verified);
  }

  private void stop(Username username) {
    context
        .hub()
        .emit(
            new Event.SecurityWarning(
                Event.SecurityWarning.Kind.ACCOUNT_KEY_CHANGED,
                null,
                username,
                username + "'s account key is not the one that was pinned"));
    stopSendingTo(username);
  }

  /** Until {@link #verify}: nothing goes to somebody whose account key has changed. */
  void stopSendingTo(Username username) {
    forChatsWith(username, worker -> worker.stop(Reason.PIN_CHANGED));
  }

  private void resume(Username username) {
    forChatsWith(
        username,
        worker -> {
          ChatNotes notes = worker.book().notes();
          if (notes.stopped().filter(Reason.PIN_CHANGED::equals).isPresent()) {
            worker.book().putNotes(notes.stopped(Optional.empty()));
            // Whoever is in the group must have the key that was compared.
            context.pins().check(worker);
          }
        });
  }

  private void forChatsWith(Username username, java.util.function.Consumer<ChatWorker> step) {
    for (StoredChat chat : context.profile().chats().all()) {
      if (chat.members().stream().anyMatch(m -> m.username().equals(username))) {
        ChatWorker worker = workers.touch(chat.chat());
        var unused =
            Connection.await(
                worker.submit(
                    () -> {
                      step.accept(worker);
                      return true;
                    }),
                java.time.Duration.ofSeconds(30));
      }
    }
  }

  /** Names of settings lie outside the seal; whom the user knows must not. */
  private static String candidate(Username username) {
    byte[] hash =
        Digests.sha256(("sotto shown key " + username).getBytes(StandardCharsets.US_ASCII));
    return "shown-key-" + HexFormat.of().formatHex(hash, 0, 16);
  }
}
