package chat.sotto.cli.output;

import java.util.List;

/**
 * Makes texts that others wrote harmless on a terminal. What a terminal would obey instead of
 * drawing it, what turns the direction of writing, and what is invisible is shown as {@code
 * <U+XXXX>}, so that a text can neither move the cursor, nor set the clipboard, nor read as
 * another, nor hide anything.
 *
 * <ul>
 *   <li>Invisible signs stay where they have a meaning: joiners inside emoji and behind letters of
 *       the scripts that need them, variation selectors behind what they vary, the tags of the
 *       three flags that are made of tags.
 *   <li>Marks stay on what they sit on, at most {@value #MAX_MARKS} of them; the rest is counted:
 *       {@code <12 more marks>}. At the beginning of a text or line, where they would sit on what
 *       this program wrote, they are shown.
 * </ul>
 *
 * <p>A text that has been through it comes out of it unchanged, alone or behind another. Letters
 * that look like others (Cyrillic а for Latin a) are not its business: user names are ASCII.
 */
public final class Printable {
  /** Tibetan and Hebrew with accents need about half as many. */
  private static final int MAX_MARKS = 10;

  /** England, Scotland, Wales: all that Unicode recommends. Behind the flag and with their end. */
  private static final List<String> FLAG_TAGS =
      List.of(tags("gbeng"), tags("gbsct"), tags("gbwls"));

  private final String text;
  private final boolean keepLines;
  private final StringBuilder shown;

  /** What a mark would sit on, or -1. */
  private int base = -1;

  /** What stands directly before, or -1 if that is not kept as it was. */
  private int before = -1;

  private int marks;

  private Printable(String text, boolean keepLines) {
    this.text = text;
    this.keepLines = keepLines;
    this.shown = new StringBuilder(text.length() + 16);
  }

  /** One line: line ends and tabs are shown as well. */
  public static String line(String text) {
    return isPlain(text) ? text : new Printable(text, false).show();
  }

  /** Several lines: line ends and tabs are kept; {@code \r\n} becomes {@code \n}. */
  public static String lines(String text) {
    return isPlain(text) ? text : new Printable(text.replace("\r\n", "\n"), true).show();
  }

  /** Most of what is printed. */
  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return true;
  }

  private String show() {
    for (int at = 0; at < text.length(); ) {
      at = show(at, text.codePointAt(at));
    }
    return shown.toString();
  }

  /** Shows what is at a place, and says where to go on. */
  private int show(int at, int codePoint) {
    int next = at + Character.charCount(codePoint);
    if (keepLines && (codePoint == '\n' || codePoint == '\t')) {
      shown.append((char) codePoint);
      forget();
    } else if (CodePoints.isMark(codePoint)) {
      return mark(at, codePoint);
    } else if (CodePoints.isDrawn(codePoint)) {
      keep(codePoint);
      base = codePoint;
      marks = 0;
      return codePoint == CodePoints.BLACK_FLAG ? flag(next) : next;
    } else if (isMeant(codePoint, next)) {
      keep(codePoint);
    } else {
      shown.append(String.format("<U+%04X>", codePoint));
      forget();
    }
    return next;
  }

  private void keep(int codePoint) {
    shown.appendCodePoint(codePoint);
    before = codePoint;
  }

  private void forget() {
    base = -1;
    before = -1;
    marks = 0;
  }

  private int mark(int at, int codePoint) {
    int next = at + Character.charCount(codePoint);
    if (base < 0) {
      shown.append(String.format("<U+%04X>", codePoint));
    } else if (marks < MAX_MARKS) {
      keep(codePoint);
      marks++;
    } else {
      int more = 0;
      next = at;
      while (next < text.length() && CodePoints.isMark(text.codePointAt(next))) {
        next += Character.charCount(text.codePointAt(next));
        more++;
      }
      shown.append('<').append(more).append(more == 1 ? " more mark>" : " more marks>");
      forget();
    }
    return next;
  }

  private int flag(int at) {
    for (String tags : FLAG_TAGS) {
      if (text.startsWith(tags, at)) {
        shown.append(tags);
        forget();
        return at + tags.length();
      }
    }
    return at;
  }

  /** Whether something invisible belongs where it stands. */
  private boolean isMeant(int codePoint, int next) {
    if (before < 0 || isJoiner(before)) {
      return false;
    }
    if (CodePoints.selectsVariation(codePoint, before)) {
      return true;
    }
    boolean emoji =
        codePoint == CodePoints.ZERO_WIDTH_JOINER
            && CodePoints.isPictograph(base)
            && next < text.length()
            && CodePoints.isPictograph(text.codePointAt(next));
    return emoji || CodePoints.joinsOrParts(codePoint, base);
  }

  private static boolean isJoiner(int codePoint) {
    return codePoint >= CodePoints.ZERO_WIDTH_SPACE && codePoint <= CodePoints.ZERO_WIDTH_JOINER;
  }

  private static String tags(String letters) {
    StringBuilder tags = new StringBuilder();
    letters.chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
    return tags.appendCodePoint(0xE007F).toString();
  }
}
