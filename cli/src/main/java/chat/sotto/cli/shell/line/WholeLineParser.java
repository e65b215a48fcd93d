package chat.sotto.cli.shell.line;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Splits at blanks, for completion alone. Nothing is quoted, escaped or incomplete: Enter always
 * ends the line.
 */
final class WholeLineParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    List<String> words = new ArrayList<>();
    int index = -1;
    int inWord = 0;
    int at = 0;
    while (at <= line.length()) {
      int end = at;
      while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
        end++;
      }
      if (index < 0 && cursor >= at && cursor <= end) {
        index = words.size();
        inWord = cursor - at;
        words.add(line.substring(at, end));
      } else if (end > at) {
        words.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return new Words(line, cursor, words, Math.max(index, 0), inWord);
  }

  /** The words of a line. */
  private record Words(String line, int cursor, List<String> words, int wordIndex, int wordCursor)
      implements CompletingParsedLine {

    @Override
    public String word() {
      return words.isEmpty() ? "" : words.get(wordIndex);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor;
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }
  }
}
