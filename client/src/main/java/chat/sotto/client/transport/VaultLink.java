package chat.sotto.client.transport;

/** The account's sealed records on the server. Every call fails with a {@code SottoException}. */
public interface VaultLink {

  /** One record; fails with {@code RECORD_NOT_FOUND}. */
  StoredRecord get(String name);

  /**
   * Writes by compare-and-set: the version must be the stored one plus one.
   *
   * @return the version that is stored now: the record's own when it was written
   */
  long put(StoredRecord record);

  /** Deletes a record. Idempotent. */
  void delete(String name);
}
