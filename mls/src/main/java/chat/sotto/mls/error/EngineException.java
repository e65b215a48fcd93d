package chat.sotto.mls.error;

/** Our fault, or that of a Java runtime that lacks an algorithm which every runtime has. */
public final class EngineException extends MlsException {
  private static final long serialVersionUID = 1L;

  /** Says what should have been impossible. */
  public EngineException(String message) {
    super(message);
  }

  /** Says what should have been impossible, and what the runtime said. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
