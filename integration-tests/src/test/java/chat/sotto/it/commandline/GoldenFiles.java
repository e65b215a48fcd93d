package chat.sotto.it.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.cli.output.Fields;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each command printed with {@code --json}, to compare with the files that say what it should.
 * A file has, for each run of its command, one line of ours, {@code {"run":[…],"as":…,"code":…}};
 * then the lines of standard output as they were; then, if it failed, the last line of standard
 * error.
 */
final class GoldenFiles {
  /** {@code -Dgolden.record=true} writes the files instead; look at the difference then. */
  static final boolean RECORD = Boolean.getBoolean("golden.record");

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final String ENDING = ".jsonl";
  private static final String LISTEN = "listen";

  private final CommandTree tree = new CommandTree();
  private final Placeholders placeholders;
  private final Map<String, List<String>> files = new TreeMap<>();
  private final Map<String, List<Set<String>>> fields = new TreeMap<>();
  private final List<String> raw = new ArrayList<>();
  private final Set<String> succeeded = new TreeSet<>();
  private final Set<String> failed = new TreeSet<>();

  /** Nothing yet, of a story that plays in {@code folder}. */
  GoldenFiles(Path folder) {
    this.placeholders = new Placeholders(folder);
  }

  /**
   * Takes what a command did.
   *
   * @param as who ran it
   * @param words the command line without global options
   */
  void add(String as, List<String> words, SottoProcess.Result result) {
    String command = tree.commandOf(words);
    List<String> lines = files.computeIfAbsent(command, unused -> new ArrayList<>());
    lines.add(
        Fields.of("run", words.stream().map(word -> placeholders.text("", word)).toList())
            .and("as", as)
            .and("code", result.code())
            .toJson());
    List<String> out = new ArrayList<>();
    for (String line : result.out()) {
      fields.computeIfAbsent(command, unused -> new ArrayList<>()).add(JsonLine.fields(line));
      assertThat(JsonLine.harmful(line)).as(line).isEmpty();
      raw.add(line);
      out.add(placeholders.normalise(line));
    }
    lines.addAll(command.equals(LISTEN) ? byKind(out) : out);
    if (result.code() == 0) {
      succeeded.add(command);
      assertThat(result.err()).as("%s %s", as, words).noneMatch(line -> line.startsWith("{"));
    } else {
      failed.add(command);
      lines.add(placeholders.normalise(error(result)));
    }
  }

  /**
   * Which events come, and not how many of them nor in which order: several processes are at work,
   * and what one of them has received is told as often as it suits.
   */
  private static List<String> byKind(List<String> events) {
    return events.stream()
        .map(
            line ->
                line.contains("\"kind\":\"delivered\"")
                    ? line.replaceFirst("\"seq\":\\d+", "\"seq\":\"<seq>\"")
                    : line)
        .distinct()
        .sorted(Comparator.comparing(GoldenFiles::kind))
        .toList();
  }

  private static String kind(String event) {
    return JsonParser.parseString(event).getAsJsonObject().get("kind").getAsString();
  }

  private static String error(SottoProcess.Result result) {
    assertThat(result.err()).isNotEmpty();
    String last = result.err().get(result.err().size() - 1);
    assertThat(JsonLine.fields(last)).containsExactly("error");
    assertThat(JsonLine.harmful(last)).as(last).isEmpty();
    return last;
  }

  /** The commands that ended with 0 at least once. */
  Set<String> succeeded() {
    return succeeded;
  }

  /** The commands that failed at least once. */
  Set<String> failed() {
    return failed;
  }

  /** The names of the fields in each line of data that the command printed. */
  List<Set<String>> fields(String command) {
    return fields.getOrDefault(command, List.of());
  }

  /** All lines of data of all commands, as they were. */
  List<String> raw() {
    return raw;
  }

  /** All commands of the program. */
  CommandTree tree() {
    return tree;
  }

  /** What the command printed, without what differs from run to run. */
  String actual(String command) {
    return String.join("\n", files.getOrDefault(command, List.of())) + "\n";
  }

  /** What it should print; empty when nobody has said. */
  static String expected(String command) {
    Path file = file(command);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The commands that files exist for. */
  static Set<String> kept() {
    try (Stream<Path> found = Files.list(FOLDER)) {
      return found
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()).replace('.', ' '))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what the commands printed, for somebody to look at. */
  void record() {
    try {
      Files.createDirectories(FOLDER);
      for (String command : files.keySet()) {
        Files.writeString(file(command), actual(command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String command) {
    return FOLDER.resolve(command.replace(' ', '.') + ENDING);
  }
}
