package chat.sotto.cli.shell.line;

import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;

/**
 * While a line is read, Ctrl-C is a key like any other. Were it the terminal's, one in the middle
 * of a pasted text would drop the line and run the rest of the paste as if it had been typed; a
 * Ctrl-Z would hand the rest to the shell that started the program.
 */
final class PastedSignals {
  private static final int NONE = 0;

  private PastedSignals() {}

  /** Makes a reader take them as keys. */
  static void areKeysFor(LineReaderImpl reader) {
    Terminal terminal = reader.getTerminal();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      return;
    }
    Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
        .bind(new Reference(LineReader.INTERRUPT), KeyMap.ctrl('C'));
    // JLine calls it once it has the terminal, and puts the terminal back after the line.
    reader
        .getWidgets()
        .put(
            LineReader.CALLBACK_INIT,
            () -> {
              Attributes attributes = terminal.getAttributes();
              attributes.setControlChar(ControlChar.VINTR, NONE);
              attributes.setControlChar(ControlChar.VQUIT, NONE);
              attributes.setControlChar(ControlChar.VSUSP, NONE);
              terminal.setAttributes(attributes);
              return true;
            });
  }
}
