package chat.sotto.cli.shell.line;

import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the words of commands; what is said to people is theirs alone. */
public final class SlashCompleter implements Completer {
  private final Function<List<String>, List<Choice>> choices;

  /**
   * A word that may stand here.
   *
   * @param value the word
   * @param description of it, or empty
   * @param whole whether a blank follows; else there may be more of it, as behind a folder
   */
  public record Choice(String value, String description, boolean whole) {

    /** A whole word. */
    public Choice(String value, String description) {
      this(value, description, true);
    }

    /** The beginning of one. */
    public static Choice begun(String value) {
      return new Choice(value, "", false);
    }
  }

  /**
   * Asks for choices.
   *
   * @param choices all that may stand at the last of these words, the first of which begins with a
   *     slash; must not block
   */
  public SlashCompleter(Function<List<String>, List<Choice>> choices) {
    this.choices = choices;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (!line.line().startsWith("/") || line.line().startsWith("//")) {
      return;
    }
    List<String> words = line.words().subList(0, line.wordIndex() + 1);
    for (Choice choice : choices.apply(words)) {
      candidates.add(
          new Candidate(
              choice.value(),
              choice.value(),
              null,
              choice.description().isEmpty() ? null : choice.description(),
              null,
              null,
              choice.whole()));
    }
  }
}
