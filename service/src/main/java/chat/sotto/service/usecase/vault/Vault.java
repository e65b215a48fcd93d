package chat.sotto.service.usecase.vault;

import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.VaultStore;
import chat.sotto.service.store.VaultStore.PutOutcome;
import chat.sotto.service.usecase.Page;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;

/** An account's sealed records: reading, and writing by compare-and-set. */
public final class Vault {
  /** Bytes in one record. */
  public static final int MAX_RECORD_BYTES = VaultStore.MAX_RECORD_BYTES;

  /**
   * How a write went.
   *
   * @param written whether the record was written
   * @param version the version that is stored now; 0 for none
   */
  public record Outcome(boolean written, long version) {}

  private final VaultStore records;

  /** Keeps records in {@code records}. */
  public Vault(VaultStore records) {
    this.records = records;
  }

  /**
   * Reads a record.
   *
   * @throws RefusedException {@code RECORD_NOT_FOUND}
   */
  public VaultRecord get(Username owner, String name) {
    return records
        .find(owner, name)
        .orElseThrow(
            () -> RefusedException.of(Reason.RECORD_NOT_FOUND, "there is no record of that name"));
  }

  /**
   * Writes a record if its version is the stored one plus one.
   *
   * @return whether it was written, and the version that is stored now
   * @throws RefusedException {@code LIMIT_REACHED}, {@code ACCOUNT_DELETED}
   */
  public Outcome put(Username owner, VaultRecord record) {
    PutOutcome outcome = Writes.await(records.put(owner, record));
    return switch (outcome.result()) {
      case WRITTEN -> new Outcome(true, outcome.version());
      case CONFLICT -> new Outcome(false, outcome.version());
      case FULL ->
          throw RefusedException.of(
              Reason.LIMIT_REACHED,
              "an account has at most " + VaultStore.MAX_RECORDS + " vault records");
      case NO_ACCOUNT ->
          throw RefusedException.of(Reason.ACCOUNT_DELETED, "the account was deleted");
    };
  }

  /** Deletes a record. Idempotent. */
  public void delete(Username owner, String name) {
    Writes.await(records.delete(owner, name));
  }

  /** Names and versions, ordered by name. */
  public Page<VaultRecord> list(Username owner, String prefix, String after, int size) {
    return Page.cut(records.list(owner, prefix, after, size + 1), size);
  }
}
