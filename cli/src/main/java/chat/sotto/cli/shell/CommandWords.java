package chat.sotto.cli.shell;

import java.util.regex.Pattern;

/** Words about commands that were written for the command line, said in the shell. */
final class CommandWords {
  private static final Pattern ON_THE_COMMAND_LINE = Pattern.compile("\\bsotto ([a-z][a-z-]*)");
  private static final String SAID_BY = "sotto: ";

  private CommandWords() {}

  /** {@code sotto login} becomes {@code /login}. */
  static String inTheShell(String sentence) {
    return ON_THE_COMMAND_LINE.matcher(sentence).replaceAll("/$1");
  }

  /** What a command wrote to standard error, without the program's name before it. */
  static String ofStandardError(String line) {
    return inTheShell(line.startsWith(SAID_BY) ? line.substring(SAID_BY.length()) : line.strip());
  }
}
