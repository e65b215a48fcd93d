package chat.sotto.client.model;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every failure that a user of this library can meet. One place in each program turns it into an
 * exit code, a line of JSON or a dialog.
 *
 * <p>Immutable: {@link #hint(String)}, {@link #field(String)} and {@link #cause(Throwable)} return
 * copies. Nothing secret is ever put into one.
 */
@CheckReturnValue
public final class SottoException extends RuntimeException {
  private final String reason;
  private final Failure failure;
  private final @Nullable String hint;
  private final @Nullable String field;

  /**
   * A failure with a known reason.
   *
   * @param message lower-case, without full stop
   */
  public SottoException(Reason reason, String message) {
    this(reason.name(), reason.failure(), message, null, null, null);
  }

  private SottoException(
      String reason,
      Failure failure,
      String message,
      @Nullable String hint,
      @Nullable String field,
      @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.failure = failure;
    this.hint = hint;
    this.field = field;
  }

  /**
   * A failure whose reason may be one that only newer servers know; then {@code failure} says what
   * kind it is.
   */
  public static SottoException named(String reason, Failure failure, String message) {
    return new SottoException(
        reason,
        Reason.find(reason).map(Reason::failure).orElse(failure),
        message,
        null,
        null,
        null);
  }

  /** The same with advice: what to do next, lower-case. */
  public SottoException hint(String text) {
    return copy(text, field, getCause());
  }

  /** The same naming the argument or field at fault. */
  public SottoException field(String name) {
    return copy(hint, name, getCause());
  }

  /** The same with what led to it, for the log. */
  public SottoException cause(Throwable cause) {
    return copy(hint, field, cause);
  }

  /** The reason's name, upper-case with underscores. */
  public String reason() {
    return reason;
  }

  /** Whether it failed for this reason. */
  public boolean is(Reason other) {
    return reason.equals(other.name());
  }

  /** What kind of failure it is. */
  public Failure failure() {
    return failure;
  }

  /** What to do next. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** The argument or field at fault. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What went wrong; never null, unlike that of other exceptions. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? reason : message;
  }

  private SottoException copy(
      @Nullable String hint, @Nullable String field, @Nullable Throwable cause) {
    SottoException copy = new SottoException(reason, failure, getMessage(), hint, field, cause);
    copy.setStackTrace(getStackTrace());
    return copy;
  }
}
