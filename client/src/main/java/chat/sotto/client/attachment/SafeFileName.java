package chat.sotto.client.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What a received file may be called on this device: its sender's name for it, without anything
 * that leads out of a folder, hides the file, deceives an eye or is refused by some system.
 */
public final class SafeFileName {
  /** What most file systems allow, in bytes of UTF-8. */
  public static final int MAX_BYTES = 255;

  /** What a name becomes of which nothing is left. */
  public static final String DEFAULT = "file";

  /** Longer endings are no extensions. */
  private static final int MAX_EXTENSION = 32;

  private static final String FORBIDDEN = "<>:\"|?*";

  /** Names that are devices on Windows, with any extension. */
  private static final Set<String> RESERVED =
      Set.of(
          "con", "prn", "aux", "nul", "conin$", "conout$", "com0", "com1", "com2", "com3", "com4",
          "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³", "lpt0", "lpt1", "lpt2",
          "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³");

  private SafeFileName() {}

  /** The safe form of any name; a safe one stays as it is. */
  public static String of(String name) {
    int separator = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    StringBuilder kept = new StringBuilder();
    name.substring(separator + 1)
        .codePoints()
        .filter(SafeFileName::isHarmless)
        .forEach(kept::appendCodePoint);
    String safe = trimmed(kept.toString());
    int dot = safe.indexOf('.');
    String stem = (dot < 0 ? safe : safe.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
    if (RESERVED.contains(stem)) {
      safe = "_" + safe;
    }
    safe = trimmed(shortened(safe));
    return safe.isEmpty() ? DEFAULT : safe;
  }

  /**
   * The name as a message carries it: what it is, well-formed and at most {@link #MAX_BYTES} bytes.
   */
  public static String whole(String name) {
    // What is no character becomes a question mark.
    String encodable = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return encodable.isEmpty() ? DEFAULT : shortened(encodable);
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> FORBIDDEN.indexOf(codePoint) < 0;
    };
  }

  /** Without dots and blanks that lead, which hide, and those that end, which Windows drops. */
  private static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isMargin(name.charAt(from))) {
      from++;
    }
    while (to > from && isMargin(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isMargin(char c) {
    return c == '.' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** At most {@link #MAX_BYTES} bytes; the extension stays. */
  private static String shortened(String name) {
    int length = bytes(name);
    if (length <= MAX_BYTES) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension =
        dot > 0 && bytes(name.substring(dot)) <= MAX_EXTENSION ? name.substring(dot) : "";
    StringBuilder stem = new StringBuilder();
    int room = MAX_BYTES - bytes(extension);
    int end = name.length() - extension.length();
    for (int i = 0; i < end; ) {
      String next = Character.toString(name.codePointAt(i));
      room -= bytes(next);
      if (room < 0) {
        break;
      }
      stem.append(next);
      i += next.length();
    }
    return stem + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
