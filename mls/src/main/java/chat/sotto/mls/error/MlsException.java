package chat.sotto.mls.error;

/**
 * Anything that the engine refuses or fails at. The subclass says whose fault it was, and so what
 * the caller can do: drop the message, fix its own call, fetch what is missing, or report a bug.
 * The texts never contain secrets or message content.
 */
public abstract sealed class MlsException extends RuntimeException
    permits MalformedException,
        RejectedException,
        MisuseException,
        UnavailableException,
        EngineException {
  private static final long serialVersionUID = 1L;

  MlsException(String message) {
    super(message);
  }

  MlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
