package chat.sotto.service.domain;

/**
 * Why a step on a chat was refused. Nothing has changed.
 *
 * @param reason why
 * @param latestHandshake the latest commit, for the two stale reasons; else {@link Seq#ZERO}
 * @param detail for people: what the statement did wrong; else empty
 */
public record Rejection(Reason reason, Seq latestHandshake, String detail) {
  /** The reasons; all but the last two are named in docs/protocol.md, section 9. */
  public enum Reason {
    /** No such chat, or the caller is neither member nor invited. */
    CHAT_NOT_FOUND,
    /** Nobody has accepted yet. */
    CHAT_PENDING,
    /** The chat is read-only. */
    CHAT_CLOSED,
    /** The caller is not invited, or no longer. */
    NOT_INVITED,
    /** The person declined within the last 30 days. */
    DECLINED,
    /** One of the two has blocked the other. */
    BLOCKED,
    /** A newer commit exists: seal again. */
    STALE_EPOCH,
    /** A newer commit exists: rebuild. */
    STALE_HANDSHAKE,
    /** The statement is against the roles. */
    STATEMENT_REFUSED,
    /** No such message, or already out of the caller's sight. */
    ENTRY_NOT_FOUND,
    /** Somebody else's message. */
    NOT_YOURS,
    /** An invited user does not exist. */
    USER_NOT_FOUND,
    /** More than the limit allows: group infos replaced in the last hour. */
    LIMIT_REACHED,
    /** No such attachment, or it is not complete, or not the caller's. */
    ATTACHMENT_NOT_FOUND,
    /** A message names the attachment already. */
    ATTACHMENT_IN_USE,
    /** The chosen chat id belongs to another chat: an invalid field. */
    CHAT_ID_IN_USE
  }

  /** A refusal that needs no more words. */
  public static Rejection of(Reason reason) {
    return new Rejection(reason, Seq.ZERO, "");
  }

  /** A message was sealed before the latest commit. */
  public static Rejection staleEpoch(Seq latestHandshake) {
    return new Rejection(Reason.STALE_EPOCH, latestHandshake, "");
  }

  /** A commit was built before the latest one. */
  public static Rejection staleHandshake(Seq latestHandshake) {
    return new Rejection(Reason.STALE_HANDSHAKE, latestHandshake, "");
  }

  /** A statement is against the roles. */
  public static Rejection statementRefused(String detail) {
    return new Rejection(Reason.STATEMENT_REFUSED, Seq.ZERO, detail);
  }
}
