package chat.sotto.client.agent;

import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A listener in this process. Events wait in a bounded queue, and a thread of its own hands them
 * over.
 */
final class RemoteSubscription implements Subscription {
  private final EventListener listener;
  private final Runnable unlisten;
  private final BlockingQueue<Runnable> queue =
      new LinkedBlockingQueue<>(EventListener.MAX_BACKLOG + 1);
  private boolean stopped;
  private @Nullable SottoException failure;

  RemoteSubscription(EventListener listener, Runnable unlisten) {
    this.listener = listener;
    this.unlisten = unlisten;
    Thread thread = new Thread(this::deliver, "sotto-agent-events");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes an event; a full queue ends the subscription. */
  void offer(Event event) {
    if (queue.size() >= EventListener.MAX_BACKLOG) {
      end(
          new SottoException(
                  Reason.LIMIT_REACHED,
                  "the listener is more than " + EventListener.MAX_BACKLOG + " events behind")
              .hint("listen again, and read what was missed"));
      unlisten.run();
      return;
    }
    queue.add(() -> listener.onEvent(event));
  }

  /** No event follows those that wait. */
  synchronized void end(SottoException cause) {
    if (failure == null && !stopped) {
      failure = cause;
      // The last place is kept free for this.
      queue.add(
          () -> {
            listener.onEnd(cause);
            stop();
          });
    }
  }

  /** Begins to deliver nothing more. What the listener is doing at this moment goes on. */
  synchronized void stop() {
    stopped = true;
    // Wakes the thread; when the queue is full it is awake.
    boolean unused = queue.offer(() -> {});
  }

  @Override
  public void close() {
    stop();
    unlisten.run();
  }

  private synchronized boolean goesOn() {
    return !stopped;
  }

  private void deliver() {
    try {
      Runnable next = queue.take();
      while (goesOn()) {
        next.run();
        next = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
