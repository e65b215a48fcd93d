package chat.sotto.cli.terminal;

/** A person in front of the program, or nobody. */
public interface Terminal {

  /** Whether somebody can be asked. If not, nothing may be asked. */
  boolean isInteractive();

  /**
   * Asks for a line and shows what is typed.
   *
   * @return the line; empty at the end of input
   */
  String ask(String prompt);

  /**
   * Asks for a line and hides what is typed.
   *
   * @return the characters, the caller's to wipe; none at the end of input
   */
  char[] askHidden(String prompt);

  /** Where it can be shown how far something has come, whoever can be asked. */
  default ChangingLine changingLine() {
    return ChangingLine.NONE;
  }

  /** Whether the last question was answered by the end of input: Ctrl-D, or a closed terminal. */
  default boolean ended() {
    return false;
  }
}
