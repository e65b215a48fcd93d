package chat.sotto.cli.shell.state;

import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a typed line means: something to say, or a command. */
public sealed interface TypedLine {

  /** Something to say. */
  record Text(String text) implements TypedLine {}

  /**
   * A command.
   *
   * @param word as it was typed, without the slash
   * @param rest everything behind the word and its blanks
   */
  record Command(String word, String rest) implements TypedLine {

    /** The word in lower case: case does not matter. */
    public String name() {
      return word.toLowerCase(Locale.ROOT);
    }

    /** {@code rest} as arguments. */
    public List<String> arguments() {
      return split(rest);
    }
  }

  /** Nothing. */
  record Nothing() implements TypedLine {}

  /** Reads a line. {@code //} says something that begins with a slash. */
  static TypedLine parse(String line) {
    String stripped = line.stripTrailing();
    if (stripped.isBlank()) {
      return new Nothing();
    }
    if (!stripped.startsWith("/")) {
      return new Text(stripped);
    }
    if (stripped.startsWith("//")) {
      return new Text(stripped.substring(1));
    }
    int end = 1;
    while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
      end++;
    }
    return new Command(stripped.substring(1, end), stripped.substring(end).strip());
  }

  /** Where the first word of a text ends, as {@link #split} finds it; 0 if there is none. */
  static int firstWord(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int at = 0;
    char first = text.charAt(0);
    if (first == '"' || first == '\'') {
      at = text.indexOf(first, 1);
      if (at < 0) {
        return text.length();
      }
    }
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /**
   * Splits arguments at blanks, except between quotes, {@code "} or {@code '}. A backslash is a
   * character like any other.
   *
   * @throws SottoException {@code USAGE} when a quote is not closed
   */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if ((c == '"' || c == '\'') && word.isEmpty() && !begun) {
        // In the middle of a word it is an apostrophe.
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw SottoException.named("USAGE", Failure.USAGE, "a quote " + quote + " is not closed");
    }
    if (begun || !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
