package chat.sotto.cli.shell.line;

import chat.sotto.cli.output.Printable;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/**
 * Shows the line as it is, control characters and turned directions among it: whoever pastes sees
 * what they send.
 */
final class VisibleControls implements Highlighter {

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return shown(buffer);
  }

  static AttributedString shown(String buffer) {
    return new AttributedString(Printable.lines(buffer));
  }
}
