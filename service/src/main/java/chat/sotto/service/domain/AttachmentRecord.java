package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an attachment but its bytes.
 *
 * @param chat the chat it belongs to
 * @param id its name in the chat
 * @param uploader whose it is
 * @param size the length of its bytes
 * @param blob where its bytes lie
 * @param sha256 the hash of its bytes, 32 bytes; empty until all of them have come and were right
 * @param message the message that names it; empty until one does
 * @param touched when an upload of it last began, went on or ended
 */
public record AttachmentRecord(
    ChatId chat,
    AttachmentId id,
    Username uploader,
    long size,
    BlobId blob,
    Optional<ByteString> sha256,
    Optional<Seq> message,
    Instant touched) {
  /** The least that an attachment counts against a quota: small ones have costs as well. */
  public static final long LEAST_CHARGE = 4096;

  /** A new one, of which nothing has come. */
  public static AttachmentRecord begun(AttachmentDraft draft, Instant now) {
    return new AttachmentRecord(
        draft.chat(),
        draft.id(),
        draft.uploader().user(),
        draft.size(),
        draft.blob(),
        Optional.empty(),
        Optional.empty(),
        now);
  }

  /** Whether all bytes have come. */
  public boolean isComplete() {
    return sha256.isPresent();
  }

  /** What an attachment of this length counts against a quota. */
  public static long charge(long size) {
    return Math.max(size, LEAST_CHARGE);
  }
}
