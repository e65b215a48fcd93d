package chat.sotto.service.usecase;

import chat.sotto.service.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Something is refused, and has changed nothing. All of it may be shown to the caller, so it holds
 * no secret and no internal name.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient Optional<String> field;
  private final transient Optional<Duration> retryAfter;

  private RefusedException(
      Reason reason, String message, Optional<String> field, Optional<Duration> retryAfter) {
    // A refusal is an answer and not a fault of ours: nobody needs its stack.
    super(message, null, false, false);
    this.reason = reason;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  /** A refusal for a reason that needs nothing more than words. */
  public static RefusedException of(Reason reason, String message) {
    return new RefusedException(reason, message, Optional.empty(), Optional.empty());
  }

  /**
   * A field breaks its rule.
   *
   * @param field its name in the request, as in the proto file
   * @param rule what it must be: goes after the name
   */
  public static RefusedException invalidField(String field, String rule) {
    return invalid(Reason.INVALID_FIELD, field, rule);
  }

  /** A field breaks a rule that has a reason of its own. */
  public static RefusedException invalid(Reason reason, String field, String rule) {
    return new RefusedException(reason, field + " " + rule, Optional.of(field), Optional.empty());
  }

  /** Too much, too fast: the same call may succeed after a while. */
  public static RefusedException slowDown(Duration retryAfter) {
    return new RefusedException(
        Reason.SLOW_DOWN,
        "too many attempts; try again in " + Math.max(1, retryAfter.toSeconds()) + " s",
        Optional.empty(),
        Optional.of(retryAfter));
  }

  /**
   * A failure of a use case as a refusal; empty if it is our bug.
   *
   * @param failure as it was thrown; wrappers of futures are looked through
   */
  public static Optional<RefusedException> from(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return Optional.of(refused);
    }
    if (cause instanceof StoreUnavailableException) {
      return Optional.of(
          of(Reason.STORE_UNAVAILABLE, "the store is unavailable; nothing was stored"));
    }
    return Optional.empty();
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The field that is at fault, if one is. */
  public Optional<String> field() {
    return field;
  }

  /** How long to wait before trying again, if that helps. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** For people, in one sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
