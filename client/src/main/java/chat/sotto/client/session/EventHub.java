package chat.sotto.client.session;

import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to listeners: each has a thread and a bounded backlog of its own, so that a slow one
 * holds up nobody, and one that is hopelessly behind is cut off.
 */
public final class EventHub {

  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final List<Listening> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<SottoException> ended = Optional.empty();

  /** A hub with no listeners. */
  public EventHub() {}

  /** Adds a listener, whose first event is the given one. */
  public Subscription subscribe(EventListener listener, Event first) {
    Listening listening = new Listening(listener);
    listening.offer(first);
    listeners.add(listening);
    listening.start();
    // Whoever comes as the hub ends must hear of it too.
    ended.ifPresent(listening::end);
    return listening;
  }

  /** Whether anybody listens. */
  public boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Tells everybody. Never blocks. */
  public void emit(Event event) {
    for (Listening listening : listeners) {
      listening.offer(event);
    }
  }

  /** No event follows; listeners get what waits for them, then hear why. */
  public void end(SottoException cause) {
    ended = Optional.of(cause);
    listeners.forEach(listening -> listening.end(cause));
  }

  /** One listener and what waits for it. */
  private final class Listening implements Subscription {
    private final EventListener listener;
    private final BlockingQueue<Runnable> backlog = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Held while the listener is called, so that no event is begun after close. */
    private final ReentrantLock calling = new ReentrantLock();

    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ending;

    Listening(EventListener listener) {
      this.listener = listener;
      this.thread = new Thread(this::run, "sotto-events-" + COUNT.incrementAndGet());
      this.thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    void offer(Event event) {
      if (closed || ending) {
        return;
      }
      if (waiting.incrementAndGet() > EventListener.MAX_BACKLOG) {
        end(
            new SottoException(
                Reason.LIMIT_REACHED,
                "the listener is more than " + EventListener.MAX_BACKLOG + " events behind"));
        return;
      }
      backlog.add(() -> listener.onEvent(event));
    }

    void end(SottoException cause) {
      if (ending) {
        return;
      }
      ending = true;
      backlog.add(
          () -> {
            closed = true;
            listeners.remove(this);
            listener.onEnd(cause);
          });
    }

    private void run() {
      try {
        while (!closed) {
          Runnable call = backlog.take();
          waiting.decrementAndGet();
          calling.lock();
          try {
            if (!closed) {
              call.run();
            }
          } catch (RuntimeException e) {
            LOG.error("a listener failed", e);
          } finally {
            calling.unlock();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closed = true;
      listeners.remove(this);
      if (Thread.currentThread() != thread) {
        // Waits for a call that has begun; a listener that closes itself from inside does not wait
        // for itself.
        calling.lock();
        try {
          thread.interrupt();
        } finally {
          calling.unlock();
        }
      }
    }
  }
}
