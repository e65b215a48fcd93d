package chat.sotto.service.store.memory;

import chat.sotto.service.domain.Username;
import chat.sotto.service.domain.VaultRecord;
import chat.sotto.service.store.rows.VaultRows;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Each account's records by name. */
final class MemoryVaultRows implements VaultRows {
  private final Map<Username, NavigableMap<String, VaultRecord>> records = new HashMap<>();

  private NavigableMap<String, VaultRecord> of(Username owner) {
    return records.getOrDefault(owner, new TreeMap<>());
  }

  @Override
  public Optional<VaultRecord> find(Username owner, String name) {
    return Optional.ofNullable(of(owner).get(name));
  }

  @Override
  public int count(Username owner) {
    return of(owner).size();
  }

  @Override
  public void put(Username owner, VaultRecord record) {
    records.computeIfAbsent(owner, o -> new TreeMap<>()).put(record.name(), record);
  }

  @Override
  public void remove(Username owner, String name) {
    of(owner).remove(name);
  }

  @Override
  public void removeAll(Username owner) {
    records.remove(owner);
  }

  @Override
  public List<VaultRecord> list(Username owner, String prefix, String after, int limit) {
    return of(owner).values().stream()
        .filter(record -> record.name().startsWith(prefix) && record.name().compareTo(after) > 0)
        .map(record -> new VaultRecord(record.name(), record.version(), ByteString.EMPTY))
        .limit(limit)
        .toList();
  }
}
