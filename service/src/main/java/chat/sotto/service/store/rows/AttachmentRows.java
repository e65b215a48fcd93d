package chat.sotto.service.store.rows;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.AttachmentRecord;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Attachments, and the blobs of those that are gone. Whatever removes an attachment, also with its
 * whole chat, makes its blob an orphan.
 */
public interface AttachmentRows {
  /**
   * What a user has.
   *
   * @param charged all of them, as quotas count
   * @param unnamed how many no message names
   */
  record Usage(long charged, long unnamed) {}

  /** An attachment. */
  Optional<AttachmentRecord> find(ChatId chat, AttachmentId id);

  /** The hash of a blob's bytes, if an attachment has them and all have come. */
  Optional<ByteString> findHash(BlobId blob);

  /** Adds one. */
  void insert(AttachmentRecord attachment);

  /** Moves the time at which it was last uploaded forward, if it is there and smaller. */
  void touch(ChatId chat, AttachmentId id, Instant time);

  /** Notes the hash of all its bytes, which have come. */
  void complete(ChatId chat, AttachmentId id, ByteString sha256, Instant time);

  /** Notes the message that names it. */
  void name(ChatId chat, AttachmentId id, Seq message);

  /** Removes one, if it is there. */
  void remove(ChatId chat, AttachmentId id);

  /** Removes those that messages of a stretch name. */
  void removeNamed(ChatId chat, Seq first, Seq last);

  /** Removes a user's in a chat that no message names. */
  void removeUnnamed(ChatId chat, Username uploader);

  /** Removes all of a user's that no message names. */
  void removeUnnamed(Username uploader);

  /** Removes those that no message names and that were last touched before a time. */
  int removeUntouched(Instant before, int limit);

  /** What a user has. */
  Usage usage(Username uploader);

  /** Blobs whose attachments are gone, ordered by id: those behind one, or the first ones. */
  List<BlobId> orphans(Optional<BlobId> after, int limit);

  /** Takes one of them away. */
  void removeOrphan(BlobId blob);

  /** Whether a blob is an attachment's or an orphan. */
  boolean knows(BlobId blob);
}
