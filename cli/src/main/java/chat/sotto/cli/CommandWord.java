package chat.sotto.cli;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be told from arguments before they are parsed. */
final class CommandWord {
  private static final Set<String> WITH_VALUE = Set.of("--profile", "--password-file");

  private static final Set<String> HELP = Set.of("-h", "--help", "--version");

  private CommandWord() {}

  /** The first argument that is neither an option nor an option's value; null if there is none. */
  static @Nullable String find(String[] arguments) {
    for (int at = 0; at < arguments.length; at++) {
      if (WITH_VALUE.contains(arguments[at])) {
        at++;
      } else if (!arguments[at].startsWith("-")) {
        return arguments[at];
      }
    }
    return null;
  }

  /** Whether an explanation is wanted, and no command. */
  static boolean wantsHelp(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(HELP::contains);
  }

  /** Whether JSON is wanted, also where the rest makes no sense. */
  static boolean wantsJson(String[] arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return false;
      }
      if (argument.equals("--json")) {
        return true;
      }
    }
    return false;
  }
}
