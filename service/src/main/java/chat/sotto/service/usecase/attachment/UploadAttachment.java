package chat.sotto.service.usecase.attachment;

import chat.sotto.service.domain.AttachmentDraft;
import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.BeginOutcome;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.Writes;
import chat.sotto.service.usecase.chat.ChatRefusals;
import com.google.common.util.concurrent.Striped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

/** Takes attachments in pieces, over as many turns as it needs. Everything here blocks. */
public final class UploadAttachment {
  private static final int STRIPES = 64;

  private final AttachmentStore attachments;
  private final BlobStore blobs;
  private final AttachmentLimits limits;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<BlobId, Upload> running = new ConcurrentHashMap<>();

  /** So that of two that begin the same blob at once the later one is the later one everywhere. */
  private final Striped<Lock> beginning = Striped.lock(STRIPES);

  /**
   * Over the stores.
   *
   * @param random draws the names of blobs
   */
  public UploadAttachment(
      AttachmentStore attachments,
      BlobStore blobs,
      AttachmentLimits limits,
      Clock clock,
      SecureRandom random) {
    this.attachments = attachments;
    this.blobs = blobs;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  /** Where an upload stands. */
  public enum State {
    /** Nobody has begun it, or somebody else has. */
    UNKNOWN,
    /** Bytes are missing, or the commit. */
    OPEN,
    /** Committed. */
    COMPLETE
  }

  /**
   * An upload, and what the server would take.
   *
   * @param state where it stands
   * @param received how many bytes have come
   * @param limits the server's
   * @param used what all attachments of the user come to now
   */
  public record Progress(State state, long received, AttachmentLimits limits, long used) {}

  /**
   * Tells how far an upload is. Changes nothing.
   *
   * @throws RefusedException if the device may not send to the chat
   */
  public Progress progress(ChatId chat, AttachmentId id, DeviceRef uploader) {
    refuse(attachments.checkUpload(chat, uploader, clock.instant()));
    Optional<AttachmentRecord> found =
        attachments.find(chat, id).filter(row -> row.uploader().equals(uploader.user()));
    long used = attachments.usage(uploader.user());
    if (found.isEmpty()) {
      return new Progress(State.UNKNOWN, 0, limits, used);
    }
    return found.get().isComplete()
        ? new Progress(State.COMPLETE, found.get().size(), limits, used)
        : new Progress(State.OPEN, received(found.get().blob()), limits, used);
  }

  private long received(BlobId blob) {
    long received = blobs.received(blob);
    // It may be complete without its row knowing, or become so between two questions.
    return blobs.findSize(blob).orElse(received);
  }

  /**
   * Begins an upload, or goes on with it: whoever does so last goes on.
   *
   * @param size the length of all bytes together
   * @param superseded run, on whatever thread, if a newer turn takes the upload over
   * @throws RefusedException if there is no room, or the device may not send to the chat
   */
  public Upload begin(
      ChatId chat, AttachmentId id, DeviceRef uploader, long size, Runnable superseded) {
    if (size == 0) {
      throw RefusedException.invalidField("header.size", "must be at least 1");
    }
    if (size < 0 || size > limits.maxSize()) {
      throw RefusedException.of(
          Reason.ATTACHMENT_TOO_LARGE,
          "this server takes attachments of at most " + limits.maxSize() + " bytes");
    }
    AttachmentDraft draft = new AttachmentDraft(chat, id, uploader, size, BlobId.random(random));
    AttachmentRecord record =
        Writes.await(attachments.begin(draft, limits.quota(), clock.instant()))
            .fold(
                BeginOutcome.Begun::attachment,
                rejected -> {
                  throw ChatRefusals.of(rejected.rejection());
                },
                refused -> {
                  throw refusal(refused.flaw());
                });
    Upload upload = new Upload(this, attachments, blobs, clock, record, uploader, superseded);
    if (!record.isComplete()) {
      open(upload);
    }
    return upload;
  }

  private void open(Upload upload) {
    Lock lock = beginning.get(upload.blob());
    lock.lock();
    try {
      Upload before = running.put(upload.blob(), upload);
      if (before != null) {
        before.supersede();
      }
      upload.open();
    } catch (RuntimeException e) {
      upload.close();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  void ended(Upload upload) {
    running.remove(upload.blob(), upload);
  }

  private RefusedException refusal(BeginOutcome.Flaw flaw) {
    return switch (flaw) {
      case SIZE_DIFFERS ->
          RefusedException.invalidField("header.size", "is not the one that the upload began with");
      case ID_TAKEN ->
          RefusedException.invalidField("header.attachment_id", "is taken: choose another");
      case QUOTA_EXCEEDED ->
          RefusedException.of(
              Reason.QUOTA_EXCEEDED,
              "your attachments may have " + limits.quota() + " bytes together: delete some");
      case TOO_MANY_UNNAMED ->
          RefusedException.of(
              Reason.LIMIT_REACHED,
              "you have "
                  + AttachmentStore.MOST_UNNAMED
                  + " attachments that no message names: send or delete some");
    };
  }

  static void refuse(Optional<Rejection> rejection) {
    if (rejection.isPresent()) {
      throw ChatRefusals.of(rejection.get());
    }
  }
}
