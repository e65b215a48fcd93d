package chat.sotto.service.store;

import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sealed records of accounts. The shape of names is the caller's to check. */
public interface VaultStore {
  /** Records of one account. */
  int MAX_RECORDS = 100_000;

  /** Bytes in one record. */
  int MAX_RECORD_BYTES = 64 * 1024;

  /** How a write went. */
  enum PutResult {
    /** Written. */
    WRITTEN,
    /** Another version stood in the way; nothing was written. */
    CONFLICT,
    /** The account has {@link #MAX_RECORDS} records; nothing was written. */
    FULL,
    /** The account does not exist; nothing was written. */
    NO_ACCOUNT
  }

  /**
   * How a write went.
   *
   * @param result how
   * @param version the version that is stored now; 0 for none
   */
  record PutOutcome(PutResult result, long version) {}

  /** The record of this name. */
  Optional<VaultRecord> find(Username owner, String name);

  /**
   * Writes a record if its version is the stored one plus one (1 for a new record). The repeat of a
   * write with the same bytes counts as written.
   *
   * @throws IllegalArgumentException if the record is larger than {@link #MAX_RECORD_BYTES}
   */
  CompletableFuture<PutOutcome> put(Username owner, VaultRecord record);

  /** Deletes a record. Idempotent. */
  CompletableFuture<Void> delete(Username owner, String name);

  /**
   * Names and versions without contents, ordered by name.
   *
   * @param prefix what the names begin with; empty for all
   * @param after the last name of the page before; empty for the first page
   * @param limit at most this many
   */
  List<VaultRecord> list(Username owner, String prefix, String after, int limit);
}
