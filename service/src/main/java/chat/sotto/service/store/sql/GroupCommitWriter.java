package chat.sotto.service.store.sql;

import chat.sotto.service.store.CommitObserver;
import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.rows.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes. Each turn takes all steps that wait, up to a bound, runs each in a
 * savepoint of one transaction, commits once, and only then lets the futures complete: in the order
 * of the steps, on one other thread, so that whatever hangs on a future does not hold up the next
 * turn. A step that fails is rolled back alone. When the database fails, all steps of the turn have
 * changed nothing and fail with {@link StoreUnavailableException}; the next turn begins on a new
 * connection.
 *
 * <p>The queue is bounded. When it is full, steps are refused at once rather than making their
 * callers wait: those are threads that must not block, and the window of each stream bounds what
 * one client can have waiting.
 */
final class GroupCommitWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitWriter.class);
  private static final int MAX_WAITING = 16_384;
  private static final int MAX_WAITING_LATER = 65_536;
  private static final int MAX_STEPS_A_TURN = 512;
  private static final long LATER_DELAY_MS = 50;

  /** Less than the program waits for its server to end before it ends itself. */
  private static final long CLOSE_SECONDS = 5;

  private final Supplier<Sql> connect;
  private final Dialect dialect;
  private final CommitObserver observer;
  private final BlockingQueue<WriteStep<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Map<Object, LaterStep> later = new LinkedHashMap<>();
  private final ExecutorService completions =
      Executors.newSingleThreadExecutor(task -> daemon(task, "sotto-store-answers"));
  private final Thread thread;
  private final Object lifecycle = new Object();
  private boolean closed;
  private Optional<Sql> connection = Optional.empty();

  /** The newest step of a key, and the one future of all steps that it stands for. */
  private record LaterStep(Consumer<Rows> step, CompletableFuture<Void> future) {}

  /**
   * Starts the thread.
   *
   * @param connect opens a connection that may write, or fails with {@link
   *     StoreUnavailableException}
   * @param observer hears of each commit
   */
  GroupCommitWriter(Supplier<Sql> connect, Dialect dialect, CommitObserver observer) {
    this.observer = observer;
    this.connect = connect;
    this.dialect = dialect;
    this.thread = daemon(this::run, "sotto-store-writer");
    thread.start();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  <T> CompletableFuture<T> write(Function<Rows, T> step) {
    WriteStep<T> wrapped = new WriteStep<>(step);
    synchronized (lifecycle) {
      if (closed) {
        return CompletableFuture.failedFuture(closedFailure());
      }
      if (!waiting.offer(wrapped)) {
        return CompletableFuture.failedFuture(
            new StoreUnavailableException("too many steps wait to be written"));
      }
    }
    return wrapped.future();
  }

  CompletableFuture<Void> writeLater(Object key, Consumer<Rows> step) {
    synchronized (lifecycle) {
      if (closed) {
        return CompletableFuture.failedFuture(closedFailure());
      }
      LaterStep before = later.get(key);
      if (before == null && later.size() >= MAX_WAITING_LATER) {
        return CompletableFuture.failedFuture(
            new StoreUnavailableException("too many steps wait to be written later"));
      }
      CompletableFuture<Void> future = before == null ? new CompletableFuture<>() : before.future();
      later.put(key, new LaterStep(step, future));
      return future;
    }
  }

  private static StoreUnavailableException closedFailure() {
    return new StoreUnavailableException("the store is closed");
  }

  private void run() {
    boolean more = true;
    while (more) {
      List<WriteStep<?>> steps = takeTurn();
      if (!steps.isEmpty()) {
        long began = System.nanoTime();
        Optional<Throwable> failure = runTurn(steps);
        if (failure.isEmpty()) {
          observer.committed(steps.size(), System.nanoTime() - began);
        } else {
          observer.commitFailed(steps.size());
        }
        completions.execute(() -> steps.forEach(step -> step.complete(failure)));
      }
      synchronized (lifecycle) {
        more = !closed || !waiting.isEmpty() || !later.isEmpty();
      }
    }
    connection.ifPresent(Sql::close);
  }

  private List<WriteStep<?>> takeTurn() {
    List<WriteStep<?>> steps = new ArrayList<>();
    try {
      WriteStep<?> first = waiting.poll(LATER_DELAY_MS, TimeUnit.MILLISECONDS);
      if (first != null) {
        steps.add(first);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; it ends by close, which lets it finish what waits.
      LOG.warn("the store's writer was interrupted", e);
    }
    waiting.drainTo(steps, MAX_STEPS_A_TURN - steps.size());
    synchronized (lifecycle) {
      later.values().stream()
          .limit(MAX_STEPS_A_TURN)
          .map(GroupCommitWriter::wrap)
          .forEach(steps::add);
      later.keySet().stream().limit(MAX_STEPS_A_TURN).toList().forEach(later::remove);
    }
    return steps;
  }

  private static WriteStep<Void> wrap(LaterStep laterStep) {
    WriteStep<Void> step =
        new WriteStep<>(
            rows -> {
              laterStep.step().accept(rows);
              return null;
            });
    var unused =
        step.future()
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    laterStep.future().complete(null);
                  } else {
                    laterStep.future().completeExceptionally(failure);
                  }
                });
    return step;
  }

  /** Runs and commits the steps; returns why all of them have failed, if so. */
  private Optional<Throwable> runTurn(List<WriteStep<?>> steps) {
    try {
      Sql sql = connection.isPresent() ? connection.get() : connect.get();
      connection = Optional.of(sql);
      Rows rows = new SqlRows(sql);
      sql.run(dialect.beginWrite());
      for (WriteStep<?> step : steps) {
        runStep(sql, rows, step);
      }
      sql.run("COMMIT");
      return Optional.empty();
    } catch (StoreUnavailableException e) {
      LOG.warn("the store failed; {} steps were not written", steps.size(), e);
      giveUpConnection();
      return Optional.of(e);
    } catch (RuntimeException | Error e) {
      LOG.error("the store's writer failed; {} steps were not written", steps.size(), e);
      giveUpConnection();
      return Optional.of(e);
    }
  }

  private static void runStep(Sql sql, Rows rows, WriteStep<?> step) {
    sql.run("SAVEPOINT step");
    try {
      step.run(rows);
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      sql.run("ROLLBACK TO step");
      step.failAlone(e);
    }
    sql.run("RELEASE step");
  }

  /** Closing it rolls back, whatever state the failure has left it in. */
  private void giveUpConnection() {
    connection.ifPresent(Sql::close);
    connection = Optional.empty();
  }

  /** Writes what waits and completes all futures, then ends the thread. Waits for that. */
  @Override
  public void close() {
    synchronized (lifecycle) {
      closed = true;
    }
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
      completions.shutdown();
      long left = Math.max(0, deadline - System.nanoTime());
      if (thread.isAlive() || !completions.awaitTermination(left, TimeUnit.NANOSECONDS)) {
        LOG.warn("the store did not finish its work within {} seconds", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
