package chat.sotto.service.domain;

import chat.sotto.service.domain.Rejection.Reason;
import java.util.Optional;

/**
 * Who may do what with attachments. Pure: an empty answer means yes. Checks are in the order in
 * which a caller may learn of them.
 */
public final class AttachmentRules {
  private AttachmentRules() {}

  /** Whether bytes may be uploaded into a chat: by whoever could send a message there now. */
  public static Optional<Rejection> upload(ChatHead head, Standing uploader) {
    Optional<Rejection> refused = AppendRules.member(head, uploader);
    if (refused.isPresent()) {
      return refused;
    }
    return uploader.blocked() ? reject(Reason.BLOCKED) : Optional.empty();
  }

  /** Whether a chat's attachments exist for a device: it reads the chat, which may be closed. */
  public static Optional<Rejection> see(Standing caller) {
    return caller.is(Membership.MEMBER) && caller.reading()
        ? Optional.empty()
        : reject(Reason.CHAT_NOT_FOUND);
  }

  /**
   * Whether an attachment may be fetched.
   *
   * @param caller where the fetching device stands in the attachment's chat
   * @param user its owner
   * @param attachment if the chat has it
   */
  public static Optional<Rejection> fetch(
      Standing caller, Username user, Optional<AttachmentRecord> attachment) {
    Optional<Rejection> refused = see(caller);
    if (refused.isPresent()) {
      return refused;
    }
    return attachment
            .filter(AttachmentRecord::isComplete)
            .filter(found -> found.message().isPresent() || found.uploader().equals(user))
            .isPresent()
        ? Optional.empty()
        : reject(Reason.ATTACHMENT_NOT_FOUND);
  }

  /** Whether a message of a user may name an attachment. */
  public static Optional<Rejection> name(Username sender, Optional<AttachmentRecord> attachment) {
    Optional<AttachmentRecord> own = attachment.filter(found -> found.uploader().equals(sender));
    if (own.filter(AttachmentRecord::isComplete).isEmpty()) {
      return reject(Reason.ATTACHMENT_NOT_FOUND);
    }
    return own.get().message().isPresent() ? reject(Reason.ATTACHMENT_IN_USE) : Optional.empty();
  }

  /**
   * Whether an attachment may be deleted apart from a message. Somebody else's does not exist for
   * the caller, and what does not exist may be deleted.
   */
  public static Optional<Rejection> delete(
      Standing caller, Username user, Optional<AttachmentRecord> attachment) {
    Optional<Rejection> refused = see(caller);
    if (refused.isPresent()) {
      return refused;
    }
    return attachment
            .filter(found -> found.uploader().equals(user) && found.message().isPresent())
            .isPresent()
        ? reject(Reason.ATTACHMENT_IN_USE)
        : Optional.empty();
  }

  private static Optional<Rejection> reject(Reason reason) {
    return Optional.of(Rejection.of(reason));
  }
}
