package chat.sotto.service.store.memory;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.ReaderRow;
import chat.sotto.service.store.rows.ReaderRows;
import chat.sotto.service.store.rows.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Readers by chat, and the other way round by device. */
final class MemoryReaderRows implements ReaderRows {
  private final Rows rows;
  private final Map<ChatId, NavigableMap<DeviceId, ReaderRow>> readers = new HashMap<>();
  private final Map<DeviceId, NavigableMap<ChatId, Boolean>> chatsOf = new HashMap<>();
  private final Map<ChatId, NavigableMap<Seq, GroupInfo>> groupInfos = new HashMap<>();
  private final Map<DeviceId, List<Instant>> replacements = new HashMap<>();
  private final Map<ChatId, NavigableMap<Username, ReadMark>> marks = new HashMap<>();

  MemoryReaderRows(Rows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<ReaderRow> find(ChatId chat, DeviceId device) {
    return Optional.ofNullable(readers.getOrDefault(chat, new TreeMap<>()).get(device));
  }

  @Override
  public List<ReaderRow> of(ChatId chat) {
    return List.copyOf(readers.getOrDefault(chat, new TreeMap<>()).values());
  }

  @Override
  public List<ReaderRow> of(ChatId chat, Username user) {
    return of(chat).stream().filter(row -> row.device().user().equals(user)).toList();
  }

  @Override
  public List<ReadingSpan> behind(DeviceId device) {
    return chatsOf.getOrDefault(device, new TreeMap<>()).keySet().stream()
        .flatMap(chat -> find(chat, device).flatMap(this::span).stream())
        .filter(ReadingSpan::isBehind)
        .toList();
  }

  private Optional<ReadingSpan> span(ReaderRow row) {
    return rows.chats().find(row.chat()).map(chat -> row.span(chat.head().lastSeq()));
  }

  @Override
  public void put(ReaderRow reader) {
    DeviceId device = reader.device().device();
    readers.computeIfAbsent(reader.chat(), chat -> new TreeMap<>()).put(device, reader);
    chatsOf.computeIfAbsent(device, d -> new TreeMap<>()).put(reader.chat(), true);
  }

  @Override
  public void advance(ChatId chat, DeviceId device, Seq position) {
    find(chat, device).ifPresent(row -> span(row).ifPresent(span -> advance(row, span, position)));
  }

  private void advance(ReaderRow row, ReadingSpan span, Seq position) {
    Seq reachable = position.isAfter(span.lastSeq()) ? span.lastSeq() : position;
    if (reachable.isAfter(row.position())) {
      put(new ReaderRow(row.chat(), row.device(), row.joined(), row.removed(), reachable));
    }
  }

  @Override
  public void remove(ChatId chat, Username user) {
    of(chat, user).forEach(row -> remove(chat, row.device().device()));
    marks.getOrDefault(chat, new TreeMap<>()).remove(user);
  }

  private void remove(ChatId chat, DeviceId device) {
    readers.getOrDefault(chat, new TreeMap<>()).remove(device);
    NavigableMap<ChatId, Boolean> chats = chatsOf.getOrDefault(device, new TreeMap<>());
    chats.remove(chat);
    if (chats.isEmpty()) {
      chatsOf.remove(device);
    }
  }

  @Override
  public void putGroupInfo(ChatId chat, GroupInfo info, int keep) {
    NavigableMap<Seq, GroupInfo> infos = groupInfos.computeIfAbsent(chat, id -> new TreeMap<>());
    infos.put(info.handshakeSeq(), info);
    while (infos.size() > keep) {
      infos.pollFirstEntry();
    }
  }

  @Override
  public Optional<GroupInfo> findGroupInfo(ChatId chat, Optional<Seq> handshakeSeq) {
    NavigableMap<Seq, GroupInfo> infos = groupInfos.getOrDefault(chat, new TreeMap<>());
    if (handshakeSeq.isPresent()) {
      return Optional.ofNullable(infos.get(handshakeSeq.get()));
    }
    return Optional.ofNullable(infos.lastEntry()).map(Map.Entry::getValue);
  }

  @Override
  public void putReplacement(DeviceId device, Instant time, Instant forgetBefore) {
    replacements
        .values()
        .removeIf(
            times -> {
              times.removeIf(old -> !old.isAfter(forgetBefore));
              return times.isEmpty();
            });
    replacements.computeIfAbsent(device, d -> new ArrayList<>()).add(time);
  }

  @Override
  public int countReplacements(DeviceId device, Instant after) {
    return (int)
        replacements.getOrDefault(device, List.of()).stream()
            .filter(time -> time.isAfter(after))
            .count();
  }

  @Override
  public void putReadMark(ReadMark mark) {
    marks.computeIfAbsent(mark.chat(), chat -> new TreeMap<>()).put(mark.reader().user(), mark);
  }

  @Override
  public List<ReadMark> readMarks(ChatId chat) {
    return List.copyOf(marks.getOrDefault(chat, new TreeMap<>()).values());
  }

  void remove(ChatId chat) {
    of(chat).forEach(row -> remove(chat, row.device().device()));
    readers.remove(chat);
    groupInfos.remove(chat);
    marks.remove(chat);
  }
}
