package chat.sotto.app.demo;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.model.Username;
import chat.sotto.client.password.Password;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody with a profile of their own, who is there or not. */
final class Person implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Username name;
  private final Path profile;
  private final Password password;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private @Nullable Account account;
  private @Nullable Subscription subscription;

  Person(String name, Path profile) {
    this.name = new Username(name);
    this.profile = profile;
    this.password = Password.of("the demo password of " + name);
  }

  Username name() {
    return name;
  }

  /** Registers, which also logs in, and begins to listen. */
  void register(String joinLink) {
    account =
        Accounts.register(
                new RegisterRequest(profile, joinLink, name, name + "'s laptop", password, true))
            .account();
    listen();
  }

  /** Comes back. */
  void comeOnline() {
    account = Accounts.open(profile, () -> password, OpenMode.LONG_RUNNING);
    listen();
  }

  private void listen() {
    events.clear();
    subscription = account().listen(events::add);
  }

  Account account() {
    if (account == null) {
      throw new IllegalStateException(name + " is offline");
    }
    return account;
  }

  /** Waits for an event that {@code wanted} finds something in. */
  <T> T await(String what, Function<Event, Optional<T>> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw Demo.failed(name + " waited in vain for " + what);
        }
        Optional<T> found = wanted.apply(event);
        if (found.isPresent()) {
          return found.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Demo.failed("interrupted");
    }
  }

  /** Goes away: ends the connection and lets the profile go. Idempotent. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
    if (account != null) {
      account.close();
      account = null;
    }
  }
}
