package chat.sotto.service.store.memory;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.rows.EntryRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each chat's log is a list. */
final class MemoryEntryRows implements EntryRows {
  private final Map<ChatId, Log> logs = new HashMap<>();

  private static final class Log {
    final List<LogEntry> entries = new ArrayList<>();
    final List<LogHash> hashes = new ArrayList<>();
    final Map<Name, Seq> names = new HashMap<>();
    final Map<Seq, Seq> deletions = new HashMap<>();
  }

  private record Name(DeviceId sender, ClientMessageId clientId) {}

  private Log log(ChatId chat) {
    return logs.getOrDefault(chat, new Log());
  }

  @Override
  public Optional<LogEntry> find(ChatId chat, Seq seq) {
    return at(log(chat).entries, seq);
  }

  @Override
  public Optional<LogEntry> find(ChatId chat, DeviceId sender, ClientMessageId clientId) {
    return Optional.ofNullable(log(chat).names.get(new Name(sender, clientId)))
        .flatMap(seq -> find(chat, seq));
  }

  @Override
  public Optional<LogHash> findHash(ChatId chat, Seq seq) {
    return at(log(chat).hashes, seq);
  }

  @Override
  public Optional<Seq> findDeletion(ChatId chat, Seq target) {
    return Optional.ofNullable(log(chat).deletions.get(target));
  }

  @Override
  public void insert(LogEntry entry, LogHash hash) {
    Log log = logs.computeIfAbsent(entry.chat(), id -> new Log());
    if (entry.seq().value() != log.entries.size() + 1) {
      throw new IllegalStateException("a log would get a gap");
    }
    log.entries.add(entry);
    log.hashes.add(hash);
    if (!entry.clientId().equals(ClientMessageId.NONE)) {
      log.names.put(new Name(entry.sender(), entry.clientId()), entry.seq());
    }
  }

  @Override
  public void dropPayload(LogEntry withoutPayload, Seq deletion) {
    Log log = log(withoutPayload.chat());
    log.entries.set(Math.toIntExact(withoutPayload.seq().value()) - 1, withoutPayload);
    log.deletions.put(withoutPayload.seq(), deletion);
  }

  @Override
  public void expire(LogEntry erased) {
    log(erased.chat()).entries.set(Math.toIntExact(erased.seq().value()) - 1, erased);
  }

  @Override
  public List<LogEntry> read(ChatId chat, Seq from, int maxEntries, long maxBytes) {
    List<LogEntry> entries = log(chat).entries;
    List<LogEntry> stretch = new ArrayList<>();
    long bytes = 0;
    for (long i = Math.max(from.value(), 1) - 1;
        i < entries.size() && stretch.size() < maxEntries;
        i++) {
      LogEntry entry = entries.get((int) i);
      bytes += entry.payload().size();
      if (bytes > maxBytes && !stretch.isEmpty()) {
        break;
      }
      stretch.add(entry);
    }
    return stretch;
  }

  private static <T> Optional<T> at(List<T> list, Seq seq) {
    long index = seq.value() - 1;
    return index >= 0 && index < list.size()
        ? Optional.of(list.get((int) index))
        : Optional.empty();
  }

  void remove(ChatId chat) {
    logs.remove(chat);
  }

  long count() {
    return logs.values().stream().mapToLong(log -> log.entries.size()).sum();
  }
}
