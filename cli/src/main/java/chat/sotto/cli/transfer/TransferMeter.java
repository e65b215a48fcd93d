package chat.sotto.cli.transfer;

import chat.sotto.cli.terminal.ChangingLine;
import chat.sotto.client.model.TransferListener;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a line how far a file has come, from the first that is heard of it until it is closed.
 * However often it is told, the line changes at most ten times a second; and while nothing is told,
 * it says that nothing moves.
 */
public final class TransferMeter implements TransferListener, AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  private final String name;
  private final ChangingLine line;

  /** Held while something is drawn: whoever tells of progress never waits for a terminal. */
  private final Object drawing = new Object();

  private @Nullable Transfer transfer;
  private @Nullable ScheduledExecutorService clock;
  private boolean closed;
  private String shown = "";

  /**
   * Nothing is shown yet.
   *
   * @param name of the file, as it is
   */
  public TransferMeter(String name, ChangingLine line) {
    this.name = name;
    this.line = line;
  }

  @Override
  public synchronized void progress(long done, long total) {
    if (closed || line == ChangingLine.NONE) {
      return;
    }
    long now = System.nanoTime();
    Transfer before = transfer;
    transfer =
        before == null ? Transfer.first(name, done, total, now) : before.after(done, total, now);
    if (clock == null) {
      clock = startClock();
    }
  }

  private ScheduledExecutorService startClock() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "sotto-progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused = started.scheduleAtFixedRate(this::draw, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return started;
  }

  private void draw() {
    // The first time it may take a while to find out; nobody waits for that.
    int width = line.width();
    synchronized (drawing) {
      String next = width > 0 ? next(width) : shown;
      if (!next.equals(shown)) {
        shown = next;
        line.show(next);
      }
    }
  }

  private synchronized String next(int width) {
    Transfer current = transfer;
    return closed || current == null ? shown : current.line(width, System.nanoTime());
  }

  /** The line is gone. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (clock != null) {
        clock.shutdownNow();
      }
    }
    synchronized (drawing) {
      line.clear();
    }
  }
}
