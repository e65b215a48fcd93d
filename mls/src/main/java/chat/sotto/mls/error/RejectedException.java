package chat.sotto.mls.error;

/** Well-formed input that fails a check of the protocol: the fault of whoever sent it. */
public final class RejectedException extends MlsException {
  private static final long serialVersionUID = 1L;

  private final Check check;

  /** Says which check failed. */
  public RejectedException(Check check) {
    super(check.id() + ": " + check.rule() + " (RFC 9420 §" + check.section() + ")");
    this.check = check;
  }

  /** The check that failed. */
  public Check check() {
    return check;
  }
}
