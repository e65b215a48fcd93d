package chat.sotto.client.session;

import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How the session stands towards the server, for whoever wants to know or waits for it. Any thread.
 */
final class Connection {

  private final EventHub hub;
  private volatile boolean live;
  private volatile boolean open;
  private ConnectionState state = ConnectionState.OFFLINE;
  private @Nullable String why;
  private long lostAtNanos = System.nanoTime();
  private CompletableFuture<Boolean> opening = new CompletableFuture<>();

  Connection(EventHub hub) {
    this.hub = hub;
  }

  /** Whether the connection is kept, and all chats are minded. */
  boolean isLive() {
    return live;
  }

  void goLive() {
    live = true;
  }

  /** Whether the stream takes frames. */
  boolean isOpen() {
    return open;
  }

  /** Whether the stream is live: what this device knows is up to date. */
  synchronized boolean isCurrent() {
    return live && state == ConnectionState.ONLINE;
  }

  /** What a new listener hears first. */
  synchronized Event.ConnectionChanged present() {
    return new Event.ConnectionChanged(state, why);
  }

  synchronized void opened() {
    open = true;
    opening.complete(true);
  }

  synchronized void lost() {
    if (open) {
      lostAtNanos = System.nanoTime();
    }
    open = false;
    if (opening.isDone()) {
      opening = new CompletableFuture<>();
    }
  }

  synchronized void stopped(SottoException reason) {
    opening.completeExceptionally(reason);
    opening = new CompletableFuture<>();
  }

  void moved(ConnectionState next, @Nullable SottoException reason) {
    Event.ConnectionChanged event;
    synchronized (this) {
      String message = reason == null ? null : reason.getMessage();
      // The next attempt in vain, for the same cause, is no news.
      if (next == state && (message == null || message.equals(why))) {
        return;
      }
      state = next;
      why = message;
      event = new Event.ConnectionChanged(state, why);
    }
    hub.emit(event);
  }

  /** How long there has been no stream; empty while there is one. */
  synchronized Optional<Duration> absence() {
    return open ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - lostAtNanos));
  }

  /** What completes when the stream opens, or fails when it will not. */
  synchronized CompletableFuture<Boolean> opening() {
    return open ? CompletableFuture.completedFuture(true) : opening;
  }

  /** Waits for the stream; fails with what keeps it from opening. */
  void awaitOpen(Duration limit) {
    await(opening(), limit);
  }

  /** Waits for an outcome; its failure is thrown as it is. */
  static <T> T await(CompletableFuture<T> future, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SottoException cause) {
        throw cause;
      }
      throw new SottoException(Reason.INTERNAL, "an unexpected failure").cause(e);
    } catch (TimeoutException e) {
      throw new SottoException(Reason.TIMED_OUT, "the server did not answer in time").cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SottoException(Reason.TIMED_OUT, "interrupted while waiting for the server")
          .cause(e);
    }
  }
}
