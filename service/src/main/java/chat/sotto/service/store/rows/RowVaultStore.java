package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.VaultStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Vault records over rows. */
final class RowVaultStore implements VaultStore {
  private final Transactions transactions;

  RowVaultStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<VaultRecord> find(Username owner, String name) {
    return transactions.read(rows -> rows.vault().find(owner, name));
  }

  @Override
  public CompletableFuture<PutOutcome> put(Username owner, VaultRecord record) {
    if (record.sealed().size() > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "a vault record has at most " + MAX_RECORD_BYTES + " bytes");
    }
    return transactions.write(rows -> put(rows, owner, record));
  }

  private static PutOutcome put(Rows rows, Username owner, VaultRecord record) {
    if (rows.accounts().find(owner).isEmpty()) {
      return new PutOutcome(PutResult.NO_ACCOUNT, 0);
    }
    Optional<VaultRecord> stored = rows.vault().find(owner, record.name());
    long version = stored.map(VaultRecord::version).orElse(0L);
    if (stored.filter(record::equals).isPresent()) {
      return new PutOutcome(PutResult.WRITTEN, version);
    }
    if (record.version() != version + 1) {
      return new PutOutcome(PutResult.CONFLICT, version);
    }
    if (stored.isEmpty() && rows.vault().count(owner) >= MAX_RECORDS) {
      return new PutOutcome(PutResult.FULL, 0);
    }
    rows.vault().put(owner, record);
    return new PutOutcome(PutResult.WRITTEN, record.version());
  }

  @Override
  public CompletableFuture<Void> delete(Username owner, String name) {
    return transactions
        .write(
            rows -> {
              rows.vault().remove(owner, name);
              return name;
            })
        .thenAccept(done -> {});
  }

  @Override
  public List<VaultRecord> list(Username owner, String prefix, String after, int limit) {
    return transactions.read(rows -> rows.vault().list(owner, prefix, after, limit));
  }
}
