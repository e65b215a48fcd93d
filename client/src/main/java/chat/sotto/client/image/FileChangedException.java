package chat.sotto.client.image;

import java.io.IOException;

/** A file is no longer what it was when it was looked at: look again. */
public final class FileChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  FileChangedException() {
    super("the file was changed while it was read");
  }
}
