package chat.sotto.cli.output;

import java.io.IOException;

/** Whoever read the output has gone, as {@code head} does when it has enough. Not a failure. */
public final class OutputClosedException extends RuntimeException {

  OutputClosedException(IOException cause) {
    super("nobody reads the output any more", cause);
  }
}
