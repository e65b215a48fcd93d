package chat.sotto.service.store.rows;

import chat.sotto.service.store.ThrottleStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Failed attempts over rows. */
final class RowThrottleStore implements ThrottleStore {
  private final Transactions transactions;

  RowThrottleStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<Failures> recordFailure(String key, Instant now) {
    return transactions.write(
        rows -> {
          Optional<Failures> before = rows.tokens().findFailures(key);
          Failures with =
              before
                  .map(f -> new Failures(Math.addExact(f.count(), 1), f.first(), now))
                  .orElseGet(() -> new Failures(1, now, now));
          rows.tokens().putFailures(key, with);
          if (before.isEmpty()) {
            rows.tokens().trimFailures(MAX_KEYS);
          }
          return with;
        });
  }

  @Override
  public Optional<Failures> find(String key) {
    return transactions.read(rows -> rows.tokens().findFailures(key));
  }

  @Override
  public CompletableFuture<Void> clear(String key) {
    return transactions
        .write(
            rows -> {
              rows.tokens().removeFailures(key);
              return key;
            })
        .thenAccept(done -> {});
  }
}
