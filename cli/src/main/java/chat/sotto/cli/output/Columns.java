package chat.sotto.cli.output;

import org.jline.utils.WCWidth;

/**
 * How many columns a text takes on a terminal: wide characters and emoji take two, combining marks
 * none. The text holds no control characters ({@link Printable} sees to that).
 */
public final class Columns {
  /** Below this code point every character is one column wide. */
  private static final int NARROW = 0x300;

  private Columns() {}

  /** The width of a text. */
  public static int of(String text) {
    if (text.chars().allMatch(c -> c < NARROW)) {
      // The usual case; the tables of JLine are not even loaded.
      return text.length();
    }
    int columns = 0;
    for (int at = 0; at < text.length(); at += clusterLength(text, at)) {
      columns += clusterWidth(text, at);
    }
    return columns;
  }

  /** As much of the beginning as fits, without breaking a character; the number of its chars. */
  public static int fitting(String text, int columns) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      used += clusterWidth(text, at);
      if (used > columns) {
        return at;
      }
      at += clusterLength(text, at);
    }
    return at;
  }

  /** The text itself if it fits, else its beginning with {@code …}. */
  public static String shortened(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    return columns < 1 ? "" : text.substring(0, fitting(text, columns - 1)) + "…";
  }

  private static int clusterLength(String text, int at) {
    return Math.max(1, WCWidth.charCountForGraphemeCluster(text, at));
  }

  /**
   * Terminals differ about emoji that are joined from several: some draw one, some all. The larger
   * number of columns is the safe one: no line becomes longer than was thought.
   */
  private static int clusterWidth(String text, int at) {
    int joined = Math.max(0, WCWidth.wcwidthForGraphemeCluster(text, at));
    int end = Math.min(text.length(), at + clusterLength(text, at));
    int apart =
        text.substring(at, end)
            .codePoints()
            .map(codePoint -> Math.max(0, WCWidth.wcwidth(codePoint)))
            .sum();
    return Math.max(joined, apart);
  }
}
