package chat.sotto.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.WCWidth;

/**
 * The line on which the cursor stands at the terminal that standard error is. Where standard input
 * or output go does not matter. Drawn with nothing but carriage returns and blanks.
 */
final class ErrorLine implements ChangingLine {
  private static final int USUAL_WIDTH = 80;

  private static final String[] PROVIDERS = {"ffm", "jni", "exec"};

  private final OutputStream err = new FileOutputStream(FileDescriptor.err);
  private Optional<TerminalProvider> provider = Optional.empty();
  private boolean looked;
  private int drawn;

  /** Looked for when it is first asked about: that takes longer than many files do. */
  @Override
  public int width() {
    if (!looked) {
      provider = find();
      looked = true;
    }
    if (provider.isEmpty()) {
      return 0;
    }
    int columns = provider.get().systemStreamWidth(SystemStream.Error);
    // The last column stays empty: some terminals go to the next line once it is written.
    return (columns > 0 ? columns : USUAL_WIDTH) - 1;
  }

  /** Who knows the terminal that standard error is, if it is one. */
  private static Optional<TerminalProvider> find() {
    for (String name : PROVIDERS) {
      try {
        TerminalProvider provider = TerminalProvider.load(name);
        return provider.isSystemStream(SystemStream.Error)
            ? Optional.of(provider)
            : Optional.empty();
      } catch (IOException | RuntimeException | LinkageError e) {
        // Not on this machine, or not with this Java; the next one asks in another way.
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized void show(String line) {
    int columns = line.codePoints().map(WCWidth::wcwidth).filter(width -> width > 0).sum();
    write("\r" + line + " ".repeat(Math.max(0, drawn - columns)));
    drawn = columns;
  }

  @Override
  public synchronized void clear() {
    if (drawn > 0) {
      write("\r" + " ".repeat(drawn) + "\r");
      drawn = 0;
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The terminal is gone, and with it who would have looked.
    }
  }
}
