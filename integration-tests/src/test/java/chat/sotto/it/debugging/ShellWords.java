package chat.sotto.it.debugging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a shell as the documented calls use: quotes, variables, arrays and pipes. A variable
 * that is read from a file, {@code "$(cat FILE)"}, stands for {@code @FILE}.
 */
final class ShellWords {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export )?([A-Z_]+)=(.*)", Pattern.DOTALL);
  private static final Pattern FROM_FILE = Pattern.compile("\"\\$\\(cat ([^)]+)\\)\"");
  private static final Pattern NAME = Pattern.compile("\\$(?:\\{([A-Z_]+)}|([A-Z_]+))");
  private static final Pattern ARRAY = Pattern.compile("\"\\$\\{([A-Z_]+)\\[@]}\"");

  private final Map<String, List<String>> variables = new HashMap<>();

  /** Takes in {@code NAME=word}, {@code NAME=(words)}; comments at the end are passed over. */
  void assign(String line) {
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (!assignment.matches()) {
      return;
    }
    String value = assignment.group(2).replaceAll("\\s+#.*", "");
    Matcher file = FROM_FILE.matcher(value);
    if (file.matches()) {
      set(assignment.group(1), "@" + file.group(1));
    } else if (value.startsWith("(")) {
      variables.put(assignment.group(1), pipeline(value.substring(1, value.length() - 1)).get(0));
    } else {
      variables.put(assignment.group(1), pipeline(value).get(0));
    }
  }

  void set(String name, String value) {
    variables.put(name, List.of(value));
  }

  /** The one word that a variable is. */
  String get(String name) {
    List<String> words = value(name);
    if (words.size() != 1) {
      throw new AssertionError(name + " is an array");
    }
    return words.get(0);
  }

  private List<String> value(String name) {
    List<String> words = variables.get(name);
    if (words == null) {
      throw new AssertionError("the document does not set " + name);
    }
    return words;
  }

  /** The words of each command of a pipeline. */
  List<List<String>> pipeline(String line) {
    List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
    StringBuilder word = null;
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      Matcher name = NAME.matcher(line).region(at, line.length());
      Matcher array = ARRAY.matcher(line).region(at, line.length());
      if (quote == 0 && array.lookingAt()) {
        last(commands).addAll(value(array.group(1)));
        at = array.end() - 1;
      } else if (quote == '\'' ? c == '\'' : c == quote && quote != 0) {
        quote = 0;
      } else if (quote != '\'' && c == '$' && name.lookingAt()) {
        word =
            (word == null ? new StringBuilder() : word)
                .append(get(name.group(1) == null ? name.group(2) : name.group(1)));
        at = name.end() - 1;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (quote == 0 && (Character.isWhitespace(c) || "|();".indexOf(c) >= 0)) {
        if (word != null) {
          last(commands).add(word.toString());
          word = null;
        }
        if (c == '|') {
          commands.add(new ArrayList<>());
        }
      } else {
        word = (word == null ? new StringBuilder() : word).append(c);
      }
    }
    if (quote != 0) {
      throw new AssertionError("a quote is left open: " + line);
    }
    if (word != null) {
      last(commands).add(word.toString());
    }
    return commands;
  }

  private static List<String> last(List<List<String>> commands) {
    return commands.get(commands.size() - 1);
  }
}
