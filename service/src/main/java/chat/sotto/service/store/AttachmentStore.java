package chat.sotto.service.store;

import chat.sotto.service.domain.AttachmentDraft;
import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whose attachments there are, in which chats, and which messages name them; their bytes lie in a
 * {@link BlobStore}. A row comes before its bytes and goes before them: of an attachment that is
 * deleted, in whatever way, its blob stays on a list until somebody has deleted the bytes. A
 * message names an attachment by {@link ChatLog#append}, and what erases the message's payload
 * deletes it.
 *
 * <p>Reads block; writes complete when durable; both fail with {@link StoreUnavailableException}.
 */
public interface AttachmentStore {
  /** How long an attachment lives that no message names, from the end of its last upload. */
  Duration UNNAMED_LIFETIME = Duration.ofHours(24);

  /** How many attachments of a user there may be that no message names. */
  int MOST_UNNAMED = 100;

  /**
   * Makes room for an attachment, all of it at once. Idempotent: what its uploader began with the
   * same size is found again, complete or not.
   *
   * @param quota what all attachments of the uploader may come to, each counted as {@link
   *     AttachmentRecord#charge}
   */
  CompletableFuture<BeginOutcome> begin(AttachmentDraft draft, long quota, Instant now);

  /**
   * Notes that an upload is going on or has just ended. A maximum: an earlier time changes nothing.
   * Nobody waits for it: it may be written late, and is lost when the store fails.
   */
  void touch(ChatId chat, AttachmentId id, Instant now);

  /**
   * Notes that all bytes have come. Idempotent.
   *
   * @param blob where they lie
   * @param sha256 their hash, 32 bytes
   * @return whether the attachment is still there, with this blob
   */
  CompletableFuture<Boolean> complete(
      ChatId chat, AttachmentId id, BlobId blob, ByteString sha256, Instant now);

  /** An attachment, whoever asks. */
  Optional<AttachmentRecord> find(ChatId chat, AttachmentId id);

  /** The hash of a blob's bytes; empty if no complete attachment has it. */
  Optional<ByteString> findHash(BlobId blob);

  /** What all attachments of a user come to, counted as quotas count. */
  long usage(Username uploader);

  /** Why a device may not upload into a chat now; empty if it may. */
  Optional<Rejection> checkUpload(ChatId chat, DeviceRef uploader, Instant now);

  /** An attachment as a device may fetch it now. */
  AttachmentLookup lookUp(ChatId chat, AttachmentId id, DeviceRef reader, Instant now);

  /**
   * Deletes a user's attachment that no message names. Idempotent: what is not there, or is
   * somebody else's, is left as it is.
   *
   * @return why it was refused; empty when there is none of the user's
   */
  CompletableFuture<Optional<Rejection>> delete(
      ChatId chat, AttachmentId id, DeviceRef by, Instant now);

  /**
   * Deletes attachments that no message names and nobody has uploaded since a time.
   *
   * @param limit at most this many
   * @return how many are gone
   */
  CompletableFuture<Integer> expire(Instant untouchedSince, int limit);

  /**
   * Blobs of attachments that are gone, ordered by id: their bytes are to be deleted.
   *
   * @param after only larger ones; empty for the first page
   */
  List<BlobId> orphans(Optional<BlobId> after, int limit);

  /** Takes blobs off that list: their bytes are gone. */
  CompletableFuture<Void> forget(Collection<BlobId> deleted);

  /** Those of some blobs that are neither an attachment's nor on that list. */
  List<BlobId> unknown(Collection<BlobId> blobs);
}
