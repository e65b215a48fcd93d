package chat.sotto.client.codec;

/** Bytes that do not decode: too short, too long, out of bounds. The fault of whoever made them. */
public final class MalformedBytesException extends Exception {
  /** Says what was expected, never the bytes. */
  public MalformedBytesException(String message) {
    super(message);
  }
}
