package chat.sotto.cli.output;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines of UTF-8, whatever the locale, each written at once. Safe for several threads. Nothing that
 * a terminal would obey gets through: whoever forgot {@link Printable} meets it here.
 */
public final class LineWriter {
  private final OutputStream out;

  /** Writes to {@code out}, which stays open. */
  public LineWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a line, or several.
   *
   * @throws OutputClosedException when nobody reads any more
   * @throws SottoException {@code LOCAL_FILE} when it cannot be written for another reason
   */
  public void line(String text) {
    byte[] bytes = (Printable.lines(text) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Broken pipe") || message.contains("closed")) {
          throw new OutputClosedException(e);
        }
        throw new SottoException(Reason.LOCAL_FILE, "cannot write the output: " + message).cause(e);
      }
    }
  }
}
