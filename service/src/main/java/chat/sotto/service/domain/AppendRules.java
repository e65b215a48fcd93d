package chat.sotto.service.domain;

import chat.sotto.service.domain.Rejection.Reason;
import java.util.Optional;

/**
 * Who may append what. Pure: an empty answer means yes. Checks are in the order in which a caller
 * may learn of them.
 */
public final class AppendRules {
  private AppendRules() {}

  /** Whether a message may be appended. */
  public static Optional<Rejection> message(ChatHead head, Standing sender, Seq afterHandshake) {
    Optional<Rejection> refused = member(head, sender);
    if (refused.isPresent()) {
      return refused;
    }
    if (sender.blocked()) {
      return reject(Reason.BLOCKED);
    }
    return afterHandshake.equals(head.handshakeSeq())
        ? Optional.empty()
        : Optional.of(Rejection.staleEpoch(head.handshakeSeq()));
  }

  /** Whether a commit may be appended: by a member, or by an invited user who accepts with it. */
  public static Optional<Rejection> commit(
      ChatHead head, Standing author, CommitDraft draft, DeviceFacts devices) {
    if (author.membership().isEmpty()) {
      return reject(Reason.CHAT_NOT_FOUND);
    }
    if (head.state() == ChatState.CLOSED) {
      return reject(Reason.CHAT_CLOSED);
    }
    boolean joining = author.is(Membership.INVITED);
    if (author.invitationVoid() || !(joining || author.is(Membership.MEMBER))) {
      return reject(Reason.NOT_INVITED);
    }
    // A block stops somebody from getting in, not a member's own devices from following and
    // re-keying.
    if (joining && author.blocked()) {
      return reject(Reason.BLOCKED);
    }
    if (!draft.afterHandshake().equals(head.handshakeSeq())) {
      return Optional.of(Rejection.staleHandshake(head.handshakeSeq()));
    }
    return StatementRules.later(
            head.kind(), draft.author(), draft.statement(), author.reading(), devices)
        .map(Rejection::statementRefused);
  }

  /**
   * Whether a message may be deleted.
   *
   * @param target the message, if the log has it within the caller's sight
   * @param ownTarget whether a device of the same user sent it
   */
  public static Optional<Rejection> deletion(
      ChatHead head, Standing caller, Optional<LogEntry> target, boolean ownTarget) {
    if (caller.membership().isEmpty()) {
      return reject(Reason.CHAT_NOT_FOUND);
    }
    if (target.filter(entry -> entry.kind() == EntryKind.MESSAGE).isEmpty()) {
      return reject(Reason.ENTRY_NOT_FOUND);
    }
    if (!ownTarget) {
      return reject(Reason.NOT_YOURS);
    }
    return member(head, caller);
  }

  /** Whether the latest group info may be replaced. */
  public static Optional<Rejection> groupInfo(ChatHead head, Standing author, Seq handshakeSeq) {
    if (!author.is(Membership.MEMBER) || !author.reading()) {
      return reject(Reason.CHAT_NOT_FOUND);
    }
    if (head.state() == ChatState.CLOSED) {
      return reject(Reason.CHAT_CLOSED);
    }
    return handshakeSeq.equals(head.handshakeSeq())
        ? Optional.empty()
        : Optional.of(Rejection.staleHandshake(head.handshakeSeq()));
  }

  static Optional<Rejection> member(ChatHead head, Standing sender) {
    if (sender.membership().isEmpty()) {
      return reject(Reason.CHAT_NOT_FOUND);
    }
    if (head.state() == ChatState.CLOSED) {
      return reject(Reason.CHAT_CLOSED);
    }
    if (head.state() == ChatState.PENDING) {
      return reject(Reason.CHAT_PENDING);
    }
    return sender.is(Membership.MEMBER) && sender.reading()
        ? Optional.empty()
        : reject(Reason.CHAT_NOT_FOUND);
  }

  private static Optional<Rejection> reject(Reason reason) {
    return Optional.of(Rejection.of(reason));
  }
}
