package chat.sotto.service.pki;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The authority cannot be opened, and the operator has to act. The message says what is wrong with
 * which file and what to do; it never holds key material.
 */
public final class PkiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  PkiException(Path file, String message) {
    super(message);
    this.file = file;
  }

  PkiException(Path file, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
  }

  /** What is wrong. */
  public Path file() {
    return file;
  }
}
