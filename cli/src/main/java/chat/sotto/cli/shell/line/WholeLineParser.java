package chat.sotto.cli.shell.line;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Splits at blanks, for completion alone. Nothing is escaped or incomplete: Enter always ends the
 * line. In a command, a quote at the beginning of a word holds blanks together up to the next one.
 */
final class WholeLineParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean quotes = line.startsWith("/");
    List<String> words = new ArrayList<>();
    int index = -1;
    int begin = 0;
    int at = 0;
    while (at <= line.length()) {
      int end = wordEnd(line, at, quotes);
      if (index < 0 && cursor >= at && cursor <= end) {
        index = words.size();
        begin = at;
        words.add(line.substring(at, end));
      } else if (end > at) {
        words.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return new Words(line, cursor, words, Math.max(index, 0), cursor - begin, quotes);
  }

  private static int wordEnd(String line, int from, boolean quotes) {
    int end = from;
    if (quotes && isQuoted(line.substring(from))) {
      int closing = line.indexOf(line.charAt(from), from + 1);
      end = closing < 0 ? line.length() : closing;
    }
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isQuoted(String word) {
    return word.startsWith("\"") || word.startsWith("'");
  }

  /**
   * The words of a line.
   *
   * @param raw as they stand there
   */
  private record Words(
      String line, int cursor, List<String> raw, int wordIndex, int rawWordCursor, boolean quotes)
      implements CompletingParsedLine {

    @Override
    public List<String> words() {
      return raw.stream().map(this::meant).toList();
    }

    @Override
    public String word() {
      return raw.isEmpty() ? "" : meant(raw.get(wordIndex));
    }

    @Override
    public int wordCursor() {
      int before = quotes && isQuoted(rawWord()) ? rawWordCursor - 1 : rawWordCursor;
      return Math.min(Math.max(before, 0), word().length());
    }

    /** Quoted where it has to be; what goes on has no quote at its end. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      String word = candidate.toString();
      boolean quoted = quotes && isQuoted(rawWord());
      boolean needed = quotes && (isQuoted(word) || word.chars().anyMatch(Character::isWhitespace));
      if (!quoted && !needed) {
        return word;
      }
      char typed = quoted ? rawWord().charAt(0) : '"';
      char other = typed == '"' ? '\'' : '"';
      char quote = word.indexOf(typed) < 0 ? typed : other;
      return quote + word + (complete ? String.valueOf(quote) : "");
    }

    @Override
    public int rawWordLength() {
      return rawWord().length();
    }

    private String rawWord() {
      return raw.isEmpty() ? "" : raw.get(wordIndex);
    }

    private String meant(String word) {
      if (!quotes || !isQuoted(word)) {
        return word;
      }
      int closing = word.indexOf(word.charAt(0), 1);
      return closing < 0
          ? word.substring(1)
          : word.substring(1, closing) + word.substring(closing + 1);
    }
  }
}
