package chat.sotto.client.image;

/** Bytes that begin like an image and do not go on like one that is understood. */
final class NotUnderstoodException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** The reason is plain words about the form, never content. */
  NotUnderstoodException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  static NotUnderstoodException truncated() {
    return new NotUnderstoodException("it ends too early");
  }
}
