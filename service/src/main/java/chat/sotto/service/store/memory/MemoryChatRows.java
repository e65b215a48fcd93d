package chat.sotto.service.store.memory;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.Membership;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.ChatRow;
import chat.sotto.service.store.rows.ChatRows;
import chat.sotto.service.store.rows.DirectPair;
import chat.sotto.service.store.rows.MemberRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Chats, members by chat and by user, declines. */
final class MemoryChatRows implements ChatRows {
  private static final Comparator<Invitation> OLDEST_FIRST =
      Comparator.comparing(Invitation::time).thenComparing(Invitation::chat);

  private final MemoryReaderRows readers;
  private final MemoryEntryRows entries;
  private final MemoryAttachmentRows attachments;
  private final Map<ChatId, ChatRow> chats = new HashMap<>();
  private final Map<DirectPair, ChatId> openDirect = new HashMap<>();
  private final Map<ChatId, NavigableMap<Username, MemberRow>> members = new HashMap<>();
  private final Map<Username, NavigableMap<ChatId, MemberRow>> memberships = new HashMap<>();
  private final Map<ChatId, Seq> expired = new HashMap<>();
  private final Map<Decline, Instant> declines = new HashMap<>();

  private record Decline(Username requester, Username decliner) {}

  MemoryChatRows(
      MemoryReaderRows readers, MemoryEntryRows entries, MemoryAttachmentRows attachments) {
    this.attachments = attachments;
    this.readers = readers;
    this.entries = entries;
  }

  @Override
  public Optional<ChatRow> find(ChatId chat) {
    return Optional.ofNullable(chats.get(chat));
  }

  @Override
  public Optional<ChatId> findOpenDirect(DirectPair pair) {
    return Optional.ofNullable(openDirect.get(pair));
  }

  @Override
  public void insert(ChatRow chat) {
    chats.put(chat.id(), chat);
    chat.pair().ifPresent(pair -> openDirect.put(pair, chat.id()));
  }

  @Override
  public void updateHead(ChatId id, ChatHead head) {
    find(id)
        .ifPresent(
            chat -> {
              chats.put(id, new ChatRow(id, head, chat.pair()));
              if (head.state() == ChatState.CLOSED) {
                chat.pair().ifPresent(pair -> openDirect.remove(pair, id));
              }
            });
  }

  @Override
  public Seq expired(ChatId chat) {
    return expired.getOrDefault(chat, Seq.ZERO);
  }

  @Override
  public void putExpired(ChatId chat, Seq upTo) {
    expired.put(chat, upTo);
  }

  @Override
  public List<ChatId> expirable(Optional<ChatId> after, Instant olderThan, int limit) {
    return chats.keySet().stream()
        .filter(chat -> after.filter(last -> chat.compareTo(last) <= 0).isEmpty())
        .filter(
            chat ->
                entries
                    .find(chat, expired(chat).next())
                    .filter(entry -> entry.time().isBefore(olderThan))
                    .isPresent())
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public void remove(ChatId id) {
    find(id).flatMap(ChatRow::pair).ifPresent(pair -> openDirect.remove(pair, id));
    members(id).forEach(row -> membershipsOf(row.user()).remove(id));
    members.remove(id);
    expired.remove(id);
    chats.remove(id);
    readers.remove(id);
    entries.remove(id);
    attachments.remove(id);
  }

  @Override
  public List<MemberRow> members(ChatId chat) {
    return List.copyOf(members.getOrDefault(chat, new TreeMap<>()).values());
  }

  @Override
  public Optional<MemberRow> findMember(ChatId chat, Username user) {
    return Optional.ofNullable(members.getOrDefault(chat, new TreeMap<>()).get(user));
  }

  @Override
  public void putMember(MemberRow member) {
    members.computeIfAbsent(member.chat(), chat -> new TreeMap<>()).put(member.user(), member);
    membershipsOf(member.user()).put(member.chat(), member);
  }

  private NavigableMap<ChatId, MemberRow> membershipsOf(Username user) {
    return memberships.computeIfAbsent(user, u -> new TreeMap<>());
  }

  @Override
  public List<ChatId> chatsOf(Username user, Optional<ChatId> after, int limit) {
    NavigableMap<ChatId, MemberRow> all = memberships.getOrDefault(user, new TreeMap<>());
    return after.map(id -> all.tailMap(id, false)).orElse(all).values().stream()
        .filter(row -> !row.forgotten())
        .map(MemberRow::chat)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Invitation> invitations(
      Username user, Instant madeAfter, Optional<Invitation> after, int limit) {
    return memberships.getOrDefault(user, new TreeMap<>()).values().stream()
        .filter(row -> row.membership() == Membership.INVITED && !row.forgotten())
        .filter(row -> row.since().isAfter(madeAfter))
        .flatMap(row -> find(row.chat()).flatMap(chat -> invitation(row, chat)).stream())
        .sorted(OLDEST_FIRST)
        .filter(i -> after.filter(last -> OLDEST_FIRST.compare(i, last) <= 0).isEmpty())
        .limit(limit)
        .toList();
  }

  private static Optional<Invitation> invitation(MemberRow row, ChatRow chat) {
    return Stream.of(new Invitation(row.chat(), chat.head().kind(), row.invitedBy(), row.since()))
        .filter(invitation -> chat.head().state() != ChatState.CLOSED)
        .findFirst();
  }

  @Override
  public Optional<Instant> findDecline(Username requester, Username decliner) {
    return Optional.ofNullable(declines.get(new Decline(requester, decliner)));
  }

  @Override
  public void putDecline(Username requester, Username decliner, Instant time) {
    declines.put(new Decline(requester, decliner), time);
  }

  @Override
  public void removeDecline(Username requester, Username decliner) {
    declines.remove(new Decline(requester, decliner));
  }

  void removeDeclinesOf(Username user) {
    declines.keySet().removeIf(d -> d.requester().equals(user) || d.decliner().equals(user));
  }

  long count() {
    return chats.size();
  }
}
