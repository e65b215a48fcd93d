package chat.sotto.service.domain;

import chat.sotto.service.domain.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who may ask whom for a chat. Pure: an empty answer means yes. */
public final class RequestRules {
  /**
   * An unanswered invitation is void after this long, and somebody who declined may be asked again
   * after this long.
   */
  public static final Duration INVITATION_LIFETIME = Duration.ofDays(30);

  private RequestRules() {}

  /** Whether an invitation made at a time is void. */
  public static boolean isVoid(Instant invited, Instant now) {
    return !now.isBefore(invited.plus(INVITATION_LIFETIME));
  }

  /** Whether the first commit of a chat is one. */
  public static Optional<Rejection> first(ChatKind kind, CommitDraft draft) {
    if (!draft.afterHandshake().equals(Seq.ZERO)) {
      return Optional.of(Rejection.staleHandshake(Seq.ZERO));
    }
    return StatementRules.first(kind, draft.author(), draft.statement())
        .map(Rejection::statementRefused);
  }

  /**
   * Whether somebody may be asked.
   *
   * @param exists whether the person has an account
   * @param blocked whether one of the two has blocked the other
   * @param declined when the person last declined the same requester, if they did
   */
  public static Optional<Rejection> invitation(
      boolean exists, boolean blocked, Optional<Instant> declined, Instant now) {
    if (!exists) {
      return Optional.of(Rejection.of(Reason.USER_NOT_FOUND));
    }
    if (blocked) {
      return Optional.of(Rejection.of(Reason.BLOCKED));
    }
    return declined.filter(at -> !isVoid(at, now)).map(at -> Rejection.of(Reason.DECLINED));
  }
}
