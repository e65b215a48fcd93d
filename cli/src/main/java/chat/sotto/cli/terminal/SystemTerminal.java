package chat.sotto.cli.terminal;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the process was started on, if it has one at both ends.
 *
 * <p>From Java 22 on there is always a console, unless {@code jdk.console} is {@code java.base}, as
 * the program sets it.
 */
@SuppressWarnings("SystemConsoleNull")
public final class SystemTerminal implements Terminal {

  private final ChangingLine errorLine = new ErrorLine();
  private boolean ended;

  @Override
  public boolean isInteractive() {
    return System.console() != null;
  }

  @Override
  public String ask(String prompt) {
    @Nullable String line = console().readLine("%s", prompt);
    ended = line == null;
    return line == null ? "" : line;
  }

  @Override
  public char[] askHidden(String prompt) {
    char @Nullable [] line = console().readPassword("%s", prompt);
    ended = line == null;
    return line == null ? new char[0] : line;
  }

  @Override
  public ChangingLine changingLine() {
    return errorLine;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  private static Console console() {
    Console console = System.console();
    if (console == null) {
      throw new IllegalStateException("asked without a terminal");
    }
    return console;
  }
}
