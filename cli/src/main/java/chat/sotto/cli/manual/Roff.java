package chat.sotto.cli.manual;

/** Writes the little of roff and its man macros that a manual page needs. Every text is escaped. */
final class Roff {
  private static final char LAST_ASCII = '~';
  private static final int BEYOND_ONE_CHAR = 0xFFFF;
  private final StringBuilder page = new StringBuilder();

  /** The page's head: name, section, date and version. */
  Roff title(String name, String section, String version) {
    return line(".TH " + quoted(name) + " " + section + " \"\" " + quoted(version));
  }

  /** A chapter. */
  Roff chapter(String title) {
    return line(".SH " + quoted(title));
  }

  /** A section of a chapter. */
  Roff section(String title) {
    return line(".SS " + quoted(title));
  }

  /** Text that is filled. */
  Roff text(String text) {
    return line(escaped(text));
  }

  /** What follows is a paragraph of its own. */
  Roff paragraph() {
    return line(".PP");
  }

  /** A command's form: its own words bold, the rest as it is. */
  Roff synopsis(String command, String arguments) {
    line(".PP");
    return line("\\fB" + escaped(command) + "\\fR " + escaped(arguments));
  }

  /** A term, and below it, further in, what it means. */
  Roff term(String bold, String rest, String meaning) {
    line(".TP");
    line("\\fB" + escaped(bold) + "\\fR" + escaped(rest));
    return line(escaped(meaning));
  }

  /** Lines that stay as they are. */
  Roff example(Iterable<String> lines) {
    line(".PP");
    line(".nf");
    line(".RS 4");
    lines.forEach(example -> line(escaped(example)));
    line(".RE");
    return line(".fi");
  }

  private Roff line(String line) {
    page.append(line).append('\n');
    return this;
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  /**
   * Backslash is roff's own, a dot or an apostrophe at a line's beginning a request, a hyphen would
   * become a dash that no shell understands, and not every roff reads UTF-8.
   */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    if (text.startsWith(".") || text.startsWith("'")) {
      safe.append("\\&");
    }
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\\') {
                safe.append("\\e");
              } else if (point == '-') {
                safe.append("\\-");
              } else if (point == '\'') {
                safe.append("\\(aq");
              } else if (point == '`') {
                safe.append("\\(ga");
              } else if (point == '^') {
                safe.append("\\(ha");
              } else if (point == '~') {
                safe.append("\\(ti");
              } else if (point > LAST_ASCII) {
                safe.append("\\[u").append(hex(point)).append(']');
              } else {
                safe.appendCodePoint(point < ' ' ? ' ' : point);
              }
            });
    return safe.toString();
  }

  private static String hex(int point) {
    return String.format(point > BEYOND_ONE_CHAR ? "%X" : "%04X", point);
  }

  /** All of it. */
  @Override
  public String toString() {
    return page.toString();
  }
}
