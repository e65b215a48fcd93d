package chat.sotto.cli.shell.view;

import chat.sotto.cli.output.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines that fit, at blanks where there are any. The terminal never has to: a line
 * that it broke would begin at its left edge, where only the shell itself writes.
 */
final class Wrapping {
  private static final int LEAST = 8;
  private static final String TAB = "    ";

  private Wrapping() {}

  /**
   * Lines of at most {@code columns}.
   *
   * @param text printable; its own line ends are kept
   * @param first columns of the first line, less than the others when something stands before it
   */
  static List<String> lines(String text, int first, int columns) {
    List<String> lines = new ArrayList<>();
    int room = Math.max(first, LEAST);
    for (String line : text.replace("\t", TAB).split("\n", -1)) {
      String left = line;
      while (Columns.of(left) > room) {
        int end = breakAt(left, room);
        lines.add(left.substring(0, end).stripTrailing());
        left = left.substring(end).stripLeading();
        room = Math.max(columns, LEAST);
      }
      lines.add(left);
      room = Math.max(columns, LEAST);
    }
    return lines;
  }

  private static int breakAt(String text, int room) {
    int fits = Math.max(1, Columns.fitting(text, room));
    int blank = text.lastIndexOf(' ', fits);
    // A word that would leave the line half empty is broken instead.
    return blank > fits / 2 ? blank : fits;
  }
}
