package chat.sotto.cli.shell;

import chat.sotto.cli.shell.line.Screen;
import chat.sotto.cli.terminal.Terminal;

/** Asks whoever types in the shell. */
final class ShellTerminal implements Terminal {
  private final Screen screen;

  ShellTerminal(Screen screen) {
    this.screen = screen;
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
