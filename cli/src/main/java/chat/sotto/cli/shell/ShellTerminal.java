package chat.sotto.cli.shell;

import chat.sotto.cli.shell.line.Screen;
import chat.sotto.cli.terminal.ChangingLine;
import chat.sotto.cli.terminal.Terminal;

/** Asks whoever types in the shell. */
final class ShellTerminal implements Terminal {
  /** What the status has to say besides. */
  private static final int BESIDE = 24;

  private final Screen screen;
  private final Desk desk;

  ShellTerminal(Screen screen, Desk desk) {
    this.screen = screen;
    this.desk = desk;
  }

  /** In the status, beside how the connection stands. */
  @Override
  public ChangingLine changingLine() {
    return new ChangingLine() {
      @Override
      public int width() {
        return screen.isDumb() ? 0 : Math.max(0, desk.width() - BESIDE);
      }

      @Override
      public void show(String line) {
        desk.change(state -> state.transferring(line));
      }

      @Override
      public void clear() {
        desk.change(state -> state.transferring(null));
      }
    };
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public String ask(String prompt) {
    return screen.ask(prompt, false);
  }

  @Override
  public char[] askHidden(String prompt) {
    return screen.ask(prompt, true).toCharArray();
  }
}
