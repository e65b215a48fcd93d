package chat.sotto.cli.welcome;

import chat.sotto.cli.output.LineWriter;
import chat.sotto.cli.output.Printable;
import chat.sotto.cli.terminal.Terminal;
import chat.sotto.client.model.SottoException;
import java.util.Locale;

/** What is said and asked. Whoever ends the input leaves ({@link LeftException}). */
final class Conversation {
  private static final int WIDTH = 76;

  private final Terminal terminal;
  private final LineWriter out;

  Conversation(Terminal terminal, LineWriter out) {
    this.terminal = terminal;
    this.out = out;
  }

  /** Shows lines of our own. */
  void say(String... lines) {
    for (String line : lines) {
      out.line(line);
    }
  }

  /** Why an answer will not do; part of it may be somebody else's words. */
  void explain(SottoException refusal) {
    indented(refusal.getMessage());
    refusal.hint().ifPresent(this::indented);
  }

  private void indented(String sentence) {
    StringBuilder line = new StringBuilder();
    for (String word : Printable.line(sentence).split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        out.line("  " + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.line("  " + line);
  }

  /** Asks for a line; without the blanks around it. */
  String ask(String prompt) {
    String line = terminal.ask(prompt);
    leaveIfEnded();
    return line.strip();
  }

  /** Asks for a line that is not shown; the caller wipes it. */
  char[] askHidden(String prompt) {
    char[] line = terminal.askHidden(prompt);
    leaveIfEnded();
    return line;
  }

  /** Asks until the answer is one of 1 to {@code most}. */
  int choose(int most) {
    while (true) {
      String answer = ask("choose 1 to " + most + ": ");
      if (answer.matches("[1-9]") && Integer.parseInt(answer) <= most) {
        return Integer.parseInt(answer);
      }
    }
  }

  /** Asks a question whose answer is yes unless it is no. */
  boolean agrees(String question) {
    String answer = ask(question + " [Y/n] ").toLowerCase(Locale.ROOT);
    return !answer.equals("n") && !answer.equals("no");
  }

  private void leaveIfEnded() {
    if (terminal.ended()) {
      // The prompt's line has no end yet.
      say("");
      throw new LeftException();
    }
  }
}
