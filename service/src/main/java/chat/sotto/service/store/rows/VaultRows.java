package chat.sotto.service.store.rows;

import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import java.util.List;
import java.util.Optional;

/** Vault records. */
public interface VaultRows {
  /** The record. */
  Optional<VaultRecord> find(Username owner, String name);

  /** How many records an account has. */
  int count(Username owner);

  /** Adds or replaces a record. */
  void put(Username owner, VaultRecord record);

  /** Removes a record. */
  void remove(Username owner, String name);

  /** Removes all records of an account. */
  void removeAll(Username owner);

  /** Names and versions without contents, ordered by name. */
  List<VaultRecord> list(Username owner, String prefix, String after, int limit);
}
