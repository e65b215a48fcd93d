package chat.sotto.client.primitives;

/** Sealed bytes do not open: another key, other associated data, or altered. */
public final class UnsealException extends Exception {
  /** Tells no more than that. */
  public UnsealException(Throwable cause) {
    super("sealed bytes do not open", cause);
  }
}
