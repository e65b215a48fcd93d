package chat.sotto.mls.error;

/** The bytes are not what the protocol allows: the fault of whoever encoded them. */
public final class MalformedException extends MlsException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong with the bytes, without quoting them. */
  public MalformedException(String message) {
    super(message);
  }
}
