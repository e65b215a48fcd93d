package chat.sotto.it.commandline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What docs/commands.md promises: read from its tables, so that it cannot promise too much. */
final class CommandDocs {
  private static final Path FILE =
      Objects.requireNonNull(Path.of("").toAbsolutePath().getParent())
          .resolve("docs")
          .resolve("commands.md");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern NAMES = Pattern.compile("[a-z][a-z0-9_]*(?:, [a-z][a-z0-9_]*)*");
  private static final Pattern LIST = Pattern.compile("`([a-z0-9_, ]+)`");

  private static final String LINES = "### Lines of `read` and `listen`";
  private static final String SEE_BELOW = "see below";

  private final List<String> lines;
  private final Map<String, Set<String>> options = new TreeMap<>();
  private final Map<String, List<Set<String>>> fields = new TreeMap<>();
  private final Set<String> globalOptions = new TreeSet<>();

  /** Reads it. */
  CommandDocs(Set<String> commands) {
    try {
      lines = Files.readAllLines(FILE);
      for (List<String> row : rows(lines, "command")) {
        row(row, commands);
      }
      for (List<String> row : rows(lines, "global option")) {
        OPTION.matcher(row.get(0)).results().forEach(found -> globalOptions.add(found.group()));
      }
      List<Set<String>> ofMessages = linesOfReadAndListen(lines);
      fields.replaceAll((command, lists) -> lists.isEmpty() ? ofMessages : lists);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The commands that have a row. */
  Set<String> commands() {
    return options.keySet();
  }

  /** The options in the command's rows. */
  Set<String> options(String command) {
    return options.getOrDefault(command, Set.of());
  }

  /** The options that every command takes. */
  Set<String> globalOptions() {
    return globalOptions;
  }

  /** The sets of fields that a line of the command's output may have. */
  List<Set<String>> fields(String command) {
    return fields.getOrDefault(command, List.of());
  }

  /** Whether it has so many fields that a section of its own lists them. */
  boolean isExplainedBelow(String command) {
    return lines.contains(heading(command));
  }

  /** The names in that section. */
  Set<String> wordsBelow(String command) {
    List<String> section = lines.subList(lines.indexOf(heading(command)) + 1, lines.size());
    return section.stream()
        .takeWhile(line -> !line.startsWith("#"))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" "),
                text ->
                    CODE.matcher(text)
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(", ?")))
                        .map(String::strip)
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  private static String heading(String command) {
    return "### Lines of `" + command + "`";
  }

  private void row(List<String> cells, Set<String> commands) {
    List<Set<String>> lists = new ArrayList<>();
    CODE.matcher(cells.get(2))
        .results()
        .map(found -> found.group(1))
        .filter(text -> NAMES.matcher(text).matches())
        .forEach(text -> lists.add(names(text)));
    if (lists.isEmpty() && !cells.get(2).contains(SEE_BELOW)) {
      lists.add(Set.of());
    }
    CODE.matcher(cells.get(0))
        .results()
        .map(found -> found.group(1))
        .forEach(
            usage -> {
              String command = commandOf(usage, commands);
              Set<String> known = options.computeIfAbsent(command, unused -> new TreeSet<>());
              OPTION.matcher(usage).results().forEach(found -> known.add(found.group()));
              List<Set<String>> before = fields.computeIfAbsent(command, u -> new ArrayList<>());
              lists.stream().filter(list -> !before.contains(list)).forEach(before::add);
            });
  }

  /** The longest beginning that is a command; one that does not exist is named as it stands. */
  private static String commandOf(String usage, Set<String> commands) {
    List<String> words = List.of(usage.split(" "));
    for (int length = words.size(); length > 0; length--) {
      String name = String.join(" ", words.subList(0, length));
      if (commands.contains(name)) {
        return name;
      }
    }
    return words.stream()
        .takeWhile(word -> word.matches("[a-z-]+"))
        .collect(Collectors.joining(" "));
  }

  /** The rows of all tables whose first heading is this. */
  private static List<List<String>> rows(List<String> lines, String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (!line.startsWith("|")) {
        inside = false;
      } else if (line.startsWith("| " + heading + " |")) {
        inside = true;
      } else if (inside && !line.startsWith("| ---")) {
        rows.add(cells(line));
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    String bare = line.strip();
    return Pattern.compile("(?<!\\\\)\\|")
        .splitAsStream(bare.substring(1, bare.length() - 1))
        .map(String::strip)
        .toList();
  }

  /** All have the same fields; messages have one more, and some events others. */
  private static List<Set<String>> linesOfReadAndListen(List<String> lines) {
    List<String> section = lines.subList(lines.indexOf(LINES), lines.size());
    String introduction = String.join(" ", section.subList(0, 6));
    Matcher found = LIST.matcher(introduction.substring(LINES.length()));
    if (!found.find()) {
      throw new AssertionError("no list of fields below: " + LINES);
    }
    Set<String> common = names(found.group(1));
    List<Set<String>> sets = new ArrayList<>(List.of(common, with(common, "status")));
    for (List<String> row : rows(section, "kind")) {
      Matcher more = Pattern.compile("and `([a-z_, ]+)`").matcher(row.get(2));
      if (more.find()) {
        sets.add(with(common, more.group(1)));
      }
    }
    return sets;
  }

  private static Set<String> with(Set<String> common, String more) {
    Set<String> all = new LinkedHashSet<>(common);
    all.addAll(names(more));
    return all;
  }

  private static Set<String> names(String list) {
    return new LinkedHashSet<>(List.of(list.split(", ")));
  }
}
