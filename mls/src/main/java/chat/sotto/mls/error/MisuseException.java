package chat.sotto.mls.error;

/** The caller asked for what cannot be asked for: the fault of the program that uses the engine. */
public final class MisuseException extends MlsException {
  private static final long serialVersionUID = 1L;

  /** Says what the caller should have done. */
  public MisuseException(String message) {
    super(message);
  }
}
