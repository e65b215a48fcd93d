package chat.sotto.cli.terminal;

/** A place on a terminal for one line that changes: how far something has come. */
public interface ChangingLine {
  /** No such place: output goes into a file, or to a program. */
  ChangingLine NONE =
      new ChangingLine() {
        @Override
        public int width() {
          return 0;
        }

        @Override
        public void show(String line) {}

        @Override
        public void clear() {}
      };

  /** How many columns a line may have at this moment; 0: there is no such place. */
  int width();

  /**
   * Shows a line in place of the one before.
   *
   * @param line printable, not wider than {@link #width} was just now
   */
  void show(String line);

  /** Leaves nothing behind. Idempotent. */
  void clear();
}
