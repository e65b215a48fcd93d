package chat.sotto.cli.shell.line;

import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;

/**
 * Takes away JLine's editor (Ctrl-X Ctrl-E). It would put what stands in the line, a password as
 * well, into a file outside the profile, and show it.
 */
final class NoEditor {
  private NoEditor() {}

  /** Takes it from a reader. */
  static void in(LineReaderImpl reader) {
    reader.getWidgets().put(LineReader.EDIT_AND_EXECUTE_COMMAND, () -> true);
  }
}
