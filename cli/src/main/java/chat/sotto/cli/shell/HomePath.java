package chat.sotto.cli.shell;

import chat.sotto.cli.terminal.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code ~} at the beginning of a path, which the command line's shell would have replaced. */
final class HomePath {
  private static final String HOME = "~";

  private HomePath() {}

  /** Where {@code ~} leads: where the shell outside would say. */
  static Path home(Surroundings surroundings) {
    return surroundings.variable("HOME").map(Path::of).orElse(surroundings.home());
  }

  /** The path with the home directory for {@code ~} or {@code ~/}. */
  static String expanded(String path, Path home) {
    return path.equals(HOME) || path.startsWith(HOME + "/")
        ? home + path.substring(HOME.length())
        : path;
  }

  /** Whether an option's value is a path. */
  static boolean isPath(OptionSpec option) {
    return Arrays.asList(option.auxiliaryTypes()).contains(Path.class);
  }

  /** The arguments of a command with the home directory in its options' paths. */
  static List<String> expanded(CommandSpec command, List<String> arguments, Path home) {
    List<String> all = new ArrayList<>(arguments);
    for (int at = 0; at < all.size() && !all.get(at).equals("--"); at++) {
      OptionSpec option = command.optionsMap().get(all.get(at));
      if (option != null && isPath(option) && at + 1 < all.size()) {
        all.set(at + 1, expanded(all.get(at + 1), home));
        at++;
      }
    }
    return all;
  }
}
