package chat.sotto.service.store.rows;

import chat.sotto.service.domain.AttachmentDraft;
import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.AttachmentRules;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Rejection.Reason;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AttachmentLookup;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BeginOutcome;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Attachments over rows. */
final class RowAttachmentStore implements AttachmentStore {
  private final Transactions transactions;

  private record Touch(ChatId chat, AttachmentId id) {}

  RowAttachmentStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public CompletableFuture<BeginOutcome> begin(AttachmentDraft draft, long quota, Instant now) {
    return transactions.write(rows -> BeginStep.run(rows, draft, quota, millis(now)));
  }

  @Override
  public void touch(ChatId chat, AttachmentId id, Instant now) {
    var unused =
        transactions.writeLater(
            new Touch(chat, id), rows -> rows.attachments().touch(chat, id, millis(now)));
  }

  @Override
  public CompletableFuture<Boolean> complete(
      ChatId chat, AttachmentId id, BlobId blob, ByteString sha256, Instant now) {
    return transactions.write(
        rows -> {
          boolean there =
              rows.attachments()
                  .find(chat, id)
                  .filter(found -> found.blob().equals(blob))
                  .isPresent();
          if (there) {
            rows.attachments().complete(chat, id, sha256, millis(now));
          }
          return there;
        });
  }

  @Override
  public Optional<AttachmentRecord> find(ChatId chat, AttachmentId id) {
    return transactions.read(rows -> rows.attachments().find(chat, id));
  }

  @Override
  public Optional<ByteString> findHash(BlobId blob) {
    return transactions.read(rows -> rows.attachments().findHash(blob));
  }

  @Override
  public long usage(Username uploader) {
    return transactions.read(rows -> rows.attachments().usage(uploader).charged());
  }

  @Override
  public Optional<Rejection> checkUpload(ChatId chat, DeviceRef uploader, Instant now) {
    return transactions.read(
        rows ->
            rows.findSending(chat, uploader)
                .map(found -> AttachmentRules.upload(found.chat().head(), found.standing(now)))
                .orElseGet(RowAttachmentStore::noSuchChat));
  }

  @Override
  public AttachmentLookup lookUp(ChatId chat, AttachmentId id, DeviceRef reader, Instant now) {
    return transactions.read(
        rows -> {
          Optional<AttachmentRecord> attachment = rows.attachments().find(chat, id);
          Optional<Rejection> refused =
              rows.findSending(chat, reader)
                  .map(
                      found ->
                          AttachmentRules.fetch(found.standing(now), reader.user(), attachment))
                  .orElseGet(RowAttachmentStore::noSuchChat);
          return refused.isPresent() || attachment.isEmpty()
              ? new AttachmentLookup.Rejected(
                  refused.orElseGet(() -> Rejection.of(Reason.ATTACHMENT_NOT_FOUND)))
              : new AttachmentLookup.Found(attachment.get());
        });
  }

  @Override
  public CompletableFuture<Optional<Rejection>> delete(
      ChatId chat, AttachmentId id, DeviceRef by, Instant now) {
    return transactions.write(
        rows -> {
          Optional<AttachmentRecord> attachment = rows.attachments().find(chat, id);
          Optional<Rejection> refused =
              rows.findSending(chat, by)
                  .map(found -> AttachmentRules.delete(found.standing(now), by.user(), attachment))
                  .orElseGet(RowAttachmentStore::noSuchChat);
          if (refused.isEmpty()
              && attachment.filter(found -> found.uploader().equals(by.user())).isPresent()) {
            rows.attachments().remove(chat, id);
          }
          return refused;
        });
  }

  @Override
  public CompletableFuture<Integer> expire(Instant untouchedSince, int limit) {
    return transactions.write(rows -> rows.attachments().removeUntouched(untouchedSince, limit));
  }

  @Override
  public List<BlobId> orphans(Optional<BlobId> after, int limit) {
    return transactions.read(rows -> rows.attachments().orphans(after, limit));
  }

  @Override
  public CompletableFuture<Void> forget(Collection<BlobId> deleted) {
    List<BlobId> blobs = List.copyOf(deleted);
    return transactions
        .write(
            rows -> {
              blobs.forEach(rows.attachments()::removeOrphan);
              return blobs;
            })
        .thenAccept(done -> {});
  }

  @Override
  public List<BlobId> unknown(Collection<BlobId> blobs) {
    return transactions.read(
        rows -> blobs.stream().filter(blob -> !rows.attachments().knows(blob)).toList());
  }

  private static Optional<Rejection> noSuchChat() {
    return Optional.of(Rejection.of(Reason.CHAT_NOT_FOUND));
  }

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
