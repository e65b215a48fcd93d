package chat.sotto.cli.welcome;

/** The person ended the input, or chose to go. Not a failure, and without a stack trace. */
final class LeftException extends RuntimeException {
  LeftException() {
    super(null, null, false, false);
  }
}
