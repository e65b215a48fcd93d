package chat.sotto.cli.output;

/**
 * Makes a line of JSON harmless on a terminal without changing what it says: whatever is not simply
 * drawn is written as {@code \}{@code uXXXX}. Stricter than {@link Printable}, because here nothing
 * is lost by it.
 */
final class JsonEscapes {
  private static final int MAX_MARKS = 4;

  private JsonEscapes() {}

  /** The same line; outside its texts JSON has nothing to escape. */
  static String of(String json) {
    StringBuilder escaped = null;
    int marks = MAX_MARKS;
    for (int at = 0; at < json.length(); ) {
      int codePoint = json.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      boolean mark = CodePoints.isMark(codePoint);
      boolean kept = mark ? marks < MAX_MARKS : CodePoints.isDrawn(codePoint);
      // A mark on a quote would hide it; behind an escape it would sit on its last digit.
      marks = !kept || codePoint == '"' ? MAX_MARKS : mark ? marks + 1 : 0;
      if (!kept) {
        if (escaped == null) {
          escaped = new StringBuilder(json.length() + 16).append(json, 0, at);
        }
        for (int unit = at; unit < end; unit++) {
          escaped.append(String.format("\\u%04x", (int) json.charAt(unit)));
        }
      } else if (escaped != null) {
        escaped.appendCodePoint(codePoint);
      }
      at = end;
    }
    return escaped == null ? json : escaped.toString();
  }
}
