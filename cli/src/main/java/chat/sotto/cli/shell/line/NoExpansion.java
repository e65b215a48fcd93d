package chat.sotto.cli.shell.line;

import org.jline.reader.Expander;
import org.jline.reader.History;

/** What is typed is what is meant: no history expansion, no variables. */
final class NoExpansion implements Expander {

  @Override
  public String expandHistory(History history, String line) {
    return line;
  }

  @Override
  public String expandVar(String word) {
    return word;
  }
}
