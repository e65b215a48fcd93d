package chat.sotto.client.vault;

import java.util.Optional;

/** Where sealed records lie: on the server, or with {@code --no-vault} in the profile. */
public interface VaultRecords {
  /** A record; empty when there is none of that name. */
  Optional<SealedRecord> find(RecordName name);

  /**
   * Writes a record whose version is the stored one plus one, 1 for a new one.
   *
   * @return whether it was written, and if not what stood in the way
   */
  Put put(SealedRecord record);

  /** Deletes a record; a missing one is no error. */
  void delete(RecordName name);

  /**
   * How a write went.
   *
   * @param written false when another version stood in the way
   * @param version the version stored now; 0 when there is none
   */
  record Put(boolean written, long version) {}
}
