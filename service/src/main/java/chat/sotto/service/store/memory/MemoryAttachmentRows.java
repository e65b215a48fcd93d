package chat.sotto.service.store.memory;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.rows.AttachmentRows;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Attachments by chat; what each user has is counted along. */
final class MemoryAttachmentRows implements AttachmentRows {
  private final Map<ChatId, Map<AttachmentId, AttachmentRecord>> chats = new HashMap<>();
  private final Map<Username, Usage> usages = new HashMap<>();
  private final Set<BlobId> blobs = new HashSet<>();
  private final NavigableSet<BlobId> orphans = new TreeSet<>();

  @Override
  public Optional<AttachmentRecord> find(ChatId chat, AttachmentId id) {
    return Optional.ofNullable(chats.getOrDefault(chat, Map.of()).get(id));
  }

  @Override
  public Optional<ByteString> findHash(BlobId blob) {
    return chats.values().stream()
        .flatMap(all -> all.values().stream())
        .filter(attachment -> attachment.blob().equals(blob))
        .findFirst()
        .flatMap(AttachmentRecord::sha256);
  }

  @Override
  public void insert(AttachmentRecord attachment) {
    put(attachment);
    blobs.add(attachment.blob());
    count(attachment, 1);
  }

  private void put(AttachmentRecord attachment) {
    chats
        .computeIfAbsent(attachment.chat(), chat -> new HashMap<>())
        .put(attachment.id(), attachment);
  }

  private void count(AttachmentRecord attachment, int sign) {
    Usage before = usage(attachment.uploader());
    usages.put(
        attachment.uploader(),
        new Usage(
            before.charged() + sign * AttachmentRecord.charge(attachment.size()),
            before.unnamed() + (attachment.message().isEmpty() ? sign : 0)));
  }

  @Override
  public void touch(ChatId chat, AttachmentId id, Instant time) {
    find(chat, id)
        .filter(a -> a.touched().isBefore(time))
        .ifPresent(a -> put(with(a, a.sha256(), a.message(), time)));
  }

  @Override
  public void complete(ChatId chat, AttachmentId id, ByteString sha256, Instant time) {
    find(chat, id).ifPresent(a -> put(with(a, Optional.of(sha256), a.message(), time)));
  }

  @Override
  public void name(ChatId chat, AttachmentId id, Seq message) {
    find(chat, id)
        .ifPresent(
            a -> {
              count(a, -1);
              AttachmentRecord named = with(a, a.sha256(), Optional.of(message), a.touched());
              put(named);
              count(named, 1);
            });
  }

  private static AttachmentRecord with(
      AttachmentRecord a, Optional<ByteString> sha256, Optional<Seq> message, Instant touched) {
    return new AttachmentRecord(
        a.chat(), a.id(), a.uploader(), a.size(), a.blob(), sha256, message, touched);
  }

  @Override
  public void remove(ChatId chat, AttachmentId id) {
    removeIf(chat, attachment -> attachment.id().equals(id));
  }

  @Override
  public void removeNamed(ChatId chat, Seq first, Seq last) {
    removeIf(
        chat,
        attachment ->
            attachment
                .message()
                .filter(seq -> !first.isAfter(seq) && !seq.isAfter(last))
                .isPresent());
  }

  @Override
  public void removeUnnamed(ChatId chat, Username uploader) {
    removeIf(chat, attachment -> isUnnamed(attachment, uploader));
  }

  @Override
  public void removeUnnamed(Username uploader) {
    for (ChatId chat : List.copyOf(chats.keySet())) {
      removeIf(chat, attachment -> isUnnamed(attachment, uploader));
    }
  }

  private static boolean isUnnamed(AttachmentRecord attachment, Username uploader) {
    return attachment.message().isEmpty() && attachment.uploader().equals(uploader);
  }

  @Override
  public int removeUntouched(Instant before, int limit) {
    List<AttachmentRecord> old =
        chats.values().stream()
            .flatMap(all -> all.values().stream())
            .filter(a -> a.message().isEmpty() && a.touched().isBefore(before))
            .limit(limit)
            .toList();
    old.forEach(a -> remove(a.chat(), a.id()));
    return old.size();
  }

  /** Removes all of a chat's. */
  void remove(ChatId chat) {
    removeIf(chat, attachment -> true);
  }

  private void removeIf(ChatId chat, Predicate<AttachmentRecord> condition) {
    Map<AttachmentId, AttachmentRecord> all = chats.get(chat);
    if (all == null) {
      return;
    }
    all.values().stream()
        .filter(condition)
        .toList()
        .forEach(
            gone -> {
              all.remove(gone.id());
              blobs.remove(gone.blob());
              orphans.add(gone.blob());
              count(gone, -1);
            });
    if (all.isEmpty()) {
      chats.remove(chat);
    }
  }

  @Override
  public Usage usage(Username uploader) {
    return usages.getOrDefault(uploader, new Usage(0, 0));
  }

  @Override
  public List<BlobId> orphans(Optional<BlobId> after, int limit) {
    SortedSet<BlobId> from = after.isPresent() ? orphans.tailSet(after.get(), false) : orphans;
    return from.stream().limit(limit).toList();
  }

  @Override
  public void removeOrphan(BlobId blob) {
    orphans.remove(blob);
  }

  @Override
  public boolean knows(BlobId blob) {
    return blobs.contains(blob) || orphans.contains(blob);
  }

  long count() {
    return blobs.size();
  }

  long bytes() {
    return chats.values().stream()
        .flatMap(all -> all.values().stream())
        .mapToLong(AttachmentRecord::size)
        .sum();
  }
}
