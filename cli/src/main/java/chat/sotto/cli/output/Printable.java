package chat.sotto.cli.output;

/**
 * Makes texts that others wrote harmless on a terminal: control characters, which could move the
 * cursor or worse, and signs that turn the direction of writing, which could make a text read as
 * another, are shown instead of obeyed.
 */
public final class Printable {

  private Printable() {}

  /** One line: line ends are shown as well. */
  public static String line(String text) {
    return escape(text, false);
  }

  /** Several lines: line ends and tabs are kept. */
  public static String lines(String text) {
    return escape(text.replace("\r\n", "\n"), true);
  }

  private static String escape(String text, boolean keepLines) {
    StringBuilder escaped = null;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      boolean kept = keepLines && (codePoint == '\n' || codePoint == '\t');
      if (!kept && isHarmful(codePoint)) {
        if (escaped == null) {
          escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
        }
        escaped.append(String.format("<U+%04X>", codePoint));
      } else if (escaped != null) {
        escaped.appendCodePoint(codePoint);
      }
      at += Character.charCount(codePoint);
    }
    return escaped == null ? text : escaped.toString();
  }

  /** Whether a terminal would do something else than draw it. */
  static boolean isHarmful(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> isBidirectionalControl(codePoint) || isTag(codePoint);
    };
  }

  /** Marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9). */
  private static boolean isBidirectionalControl(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  /** The language tag and annotation signs, which hide text. */
  private static boolean isTag(int codePoint) {
    return codePoint == 0xE0001 || (codePoint >= 0xFFF9 && codePoint <= 0xFFFB);
  }
}
