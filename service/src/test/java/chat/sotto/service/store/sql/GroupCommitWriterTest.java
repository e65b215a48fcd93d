package chat.sotto.service.store.sql;

import static chat.sotto.service.contract.StoreContract.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.ThrottleStore.Failures;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns of the writer: what shares one, what fails in one. */
class GroupCommitWriterTest {
  private static final Failures FAILURES =
      new Failures(1, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2));

  @TempDir Path folder;
  private SqlTransactions transactions;
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void open() {
    transactions =
        SqliteStores.transactions(folder.resolve("sotto.db"), () -> SqliteStores.ALL_PAGES);
  }

  @AfterEach
  void close() {
    gate.countDown();
    transactions.close();
  }

  /** Holds the writer in a step, so that what is queued now shares its next turn. */
  @CanIgnoreReturnValue
  private CompletableFuture<Boolean> holdWriter() {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<Boolean> future =
        transactions.write(
            rows -> {
              held.countDown();
              return await(gate);
            });
    assertThat(await(held)).isTrue();
    return future;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<String> put(String key) {
    return transactions.write(
        rows -> {
          rows.tokens().putFailures(key, FAILURES);
          return key;
        });
  }

  private boolean isStored(String key) {
    return transactions.read(rows -> rows.tokens().findFailures(key).isPresent());
  }

  @Test
  void write_stepThatFails_isRolledBackAlone() {
    CompletableFuture<Boolean> first = holdWriter();
    CompletableFuture<String> before = put("before");
    CompletableFuture<Object> failing =
        transactions.write(
            rows -> {
              rows.tokens().putFailures("failing", FAILURES);
              throw new IllegalArgumentException("its own reason");
            });
    CompletableFuture<String> after = put("after");
    gate.countDown();

    done(first);
    done(before);
    done(after);
    assertThatThrownBy(failing::join).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(isStored("before")).isTrue();
    assertThat(isStored("failing")).isFalse();
    assertThat(isStored("after")).isTrue();
  }

  @Test
  void write_databaseFailsInATurn_failsAllOfIt() {
    CompletableFuture<Boolean> first = holdWriter();
    CompletableFuture<String> sharing = put("sharing");
    CompletableFuture<Object> failing =
        transactions.write(
            rows -> {
              throw new StoreUnavailableException("the disk is gone");
            });
    gate.countDown();

    done(first);
    assertThatThrownBy(sharing::join).hasCauseInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(failing::join).hasCauseInstanceOf(StoreUnavailableException.class);
    assertThat(isStored("sharing")).isFalse();
    done(put("next"));
    assertThat(isStored("next")).isTrue();
  }

  @Test
  void write_whenTooManyWait_isRefusedAtOnce() {
    holdWriter();
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    CompletableFuture<String> last = put("0");
    while (!last.isDone() && waiting.size() < 100_000) {
      waiting.add(last);
      last = put("key");
    }

    assertThatThrownBy(last::join).hasCauseInstanceOf(StoreUnavailableException.class);
    gate.countDown();
    waiting.forEach(future -> done(future));
  }

  @Test
  void futures_complete_inTheOrderOfTheSteps() {
    holdWriter();
    List<String> completed = new ArrayList<>();
    List<CompletableFuture<Void>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(put("key" + i).thenAccept(completed::add));
    }
    gate.countDown();

    futures.forEach(future -> done(future));
    assertThat(completed).startsWith("key0", "key1", "key2").endsWith("key98", "key99");
  }

  @Test
  void close_finishesWhatWaits() {
    holdWriter();
    List<CompletableFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      futures.add(put("key" + i));
    }
    futures.add(
        transactions.writeLater("late", rows -> rows.tokens().putFailures("late", FAILURES)));
    CompletableFuture<Void> closing = CompletableFuture.runAsync(transactions::close);
    gate.countDown();

    done(closing);
    assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
  }

  @Test
  void writeLater_sameKey_writesTheLastAlone() {
    holdWriter();
    List<String> ran = new ArrayList<>();
    CompletableFuture<Void> first = transactions.writeLater("key", rows -> ran.add("first"));
    CompletableFuture<Void> second = transactions.writeLater("key", rows -> ran.add("second"));
    gate.countDown();

    done(first);
    done(second);
    assertThat(ran).containsExactly("second");
  }
}
