package chat.sotto.it.terminal;

/** DEC's special graphics, which {@code ESC ( 0} puts in the place of small letters. */
final class LineDrawing {
  /** For {@code `} to {@code ~}. */
  private static final String SIGNS = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

  private LineDrawing() {}

  static int of(int codePoint) {
    return codePoint >= '`' && codePoint <= '~' ? SIGNS.charAt(codePoint - '`') : codePoint;
  }
}
