package chat.sotto.cli.shell.line;

/** What came of reading a line. */
public sealed interface Typed {

  /** A line. */
  record Line(String text) implements Typed {}

  /**
   * Ctrl-C.
   *
   * @param dropped what stood in the line
   */
  record Interrupted(String dropped) implements Typed {}

  /** Ctrl-D on an empty line, or the terminal is gone. */
  record End() implements Typed {}
}
