package chat.sotto.service.store.memory;

import chat.sotto.service.domain.Account;
import chat.sotto.service.domain.AccountSummary;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRecord;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.AccountRows;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Accounts by name, devices by id and by owner, blocks by blocker. */
final class MemoryAccountRows implements AccountRows {
  private final MemoryChatRows chats;
  private final MemoryAnnouncementRows announcements;
  private final Set<Username> reserved = new HashSet<>();
  private final NavigableMap<Username, Account> accounts = new TreeMap<>();
  private final Map<Username, Credentials> credentials = new HashMap<>();
  private final Map<DeviceId, DeviceRecord> devices = new HashMap<>();
  private final Map<Username, Set<DeviceId>> owned = new HashMap<>();
  private final Set<ByteString> deviceKeys = new HashSet<>();
  private final Map<Username, NavigableSet<Username>> blocks = new HashMap<>();

  MemoryAccountRows(MemoryChatRows chats, MemoryAnnouncementRows announcements) {
    this.chats = chats;
    this.announcements = announcements;
  }

  @Override
  public boolean isReserved(Username name) {
    return reserved.contains(name);
  }

  @Override
  public Optional<Account> find(Username name) {
    return Optional.ofNullable(accounts.get(name));
  }

  @Override
  public Optional<Credentials> findCredentials(Username name) {
    return Optional.ofNullable(credentials.get(name));
  }

  @Override
  public void insert(Account account, Credentials secrets) {
    reserved.add(account.name());
    accounts.put(account.name(), account);
    credentials.put(account.name(), secrets);
  }

  @Override
  public void update(Account account) {
    accounts.put(account.name(), account);
  }

  @Override
  public void updateCredentials(Username name, Credentials secrets) {
    credentials.put(name, secrets);
  }

  @Override
  public void remove(Username name) {
    for (DeviceRecord device : devicesOf(name)) {
      devices.remove(device.id());
      deviceKeys.remove(device.deviceKey());
    }
    owned.remove(name);
    accounts.remove(name);
    credentials.remove(name);
    blocks.remove(name);
    blocks.values().forEach(blocked -> blocked.remove(name));
    chats.removeDeclinesOf(name);
    announcements.removeFor(name);
  }

  @Override
  public List<AccountSummary> list(Optional<Username> after, int limit) {
    return after.map(name -> accounts.tailMap(name, false)).orElse(accounts).values().stream()
        .limit(limit)
        .map(this::summary)
        .toList();
  }

  private AccountSummary summary(Account account) {
    List<DeviceRecord> all = devicesOf(account.name());
    Instant lastSeen =
        all.stream()
            .map(DeviceRecord::lastSeen)
            .max(Comparator.naturalOrder())
            .orElse(account.created());
    int good = (int) all.stream().filter(device -> !device.isRevoked()).count();
    return new AccountSummary(account, good, lastSeen);
  }

  @Override
  public Optional<DeviceRecord> findDevice(DeviceId device) {
    return Optional.ofNullable(devices.get(device));
  }

  @Override
  public boolean hasDeviceKey(ByteString deviceKey) {
    return deviceKeys.contains(deviceKey);
  }

  @Override
  public List<DeviceRecord> devicesOf(Username owner) {
    return owned.getOrDefault(owner, Set.of()).stream()
        .flatMap(id -> findDevice(id).stream())
        .sorted(Comparator.comparing(DeviceRecord::created).thenComparing(DeviceRecord::id))
        .toList();
  }

  @Override
  public void putDevice(DeviceRecord device) {
    devices.put(device.id(), device);
    deviceKeys.add(device.deviceKey());
    owned.computeIfAbsent(device.owner(), owner -> new HashSet<>()).add(device.id());
  }

  @Override
  public void touchDevice(DeviceId id, Instant time) {
    devices.computeIfPresent(
        id,
        (same, d) ->
            time.isAfter(d.lastSeen())
                ? new DeviceRecord(
                    d.ref(),
                    d.name(),
                    d.deviceKey(),
                    d.attestation(),
                    d.generation(),
                    d.certificate(),
                    d.previousSerial(),
                    d.created(),
                    time,
                    d.revoked())
                : d);
  }

  @Override
  public void putBlock(Username blocker, Username blocked) {
    blocks.computeIfAbsent(blocker, b -> new TreeSet<>()).add(blocked);
  }

  @Override
  public void removeBlock(Username blocker, Username blocked) {
    blocks.getOrDefault(blocker, new TreeSet<>()).remove(blocked);
  }

  @Override
  public List<Username> listBlocked(Username blocker, Optional<Username> after, int limit) {
    NavigableSet<Username> all = blocks.getOrDefault(blocker, new TreeSet<>());
    return after.map(name -> all.tailSet(name, false)).orElse(all).stream().limit(limit).toList();
  }

  @Override
  public boolean isBlockedEitherWay(Username one, Username other) {
    return blocks.getOrDefault(one, new TreeSet<>()).contains(other)
        || blocks.getOrDefault(other, new TreeSet<>()).contains(one);
  }

  long count() {
    return accounts.size();
  }

  long countDevices() {
    return devices.values().stream().filter(device -> !device.isRevoked()).count();
  }
}
