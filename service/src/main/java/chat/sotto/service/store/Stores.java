package chat.sotto.service.store;

import com.google.protobuf.ByteString;
import java.util.Optional;

/** One store, seen through its ports. All of them share its transactions and its life. */
public interface Stores extends AutoCloseable {
  /** Accounts, devices, blocks. */
  AccountStore accounts();

  /** Sessions. */
  SessionStore sessions();

  /** Join tokens. */
  InviteStore invites();

  /** Failed attempts. */
  ThrottleStore throttles();

  /** Vault records. */
  VaultStore vault();

  /** Chats, invitations, readers, positions, marks, group infos. */
  ChatStore chats();

  /** The logs. */
  ChatLog log();

  /** What the server told in its own name. */
  AnnouncementStore announcements();

  /** Whose attachments there are; their bytes lie in a {@link BlobStore}. */
  AttachmentStore attachments();

  /** The file that the store lies in; empty if it lies in memory. */
  Optional<StoreFile> file();

  /**
   * Names the course that the logs take. Another one after the store was opened from a copy of
   * itself: what was written after the copy was made is lost then, and clients may know of it.
   *
   * @return 16 bytes
   */
  ByteString history();

  /**
   * Finishes the steps that wait, then refuses everything with {@link StoreUnavailableException}.
   * Idempotent.
   */
  @Override
  void close();
}
