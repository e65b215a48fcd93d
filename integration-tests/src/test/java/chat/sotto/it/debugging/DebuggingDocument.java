package chat.sotto.it.debugging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docs/debugging.md as data: the variables that it sets, and its calls with the outcome that stands
 * below each. A block of shell that calls a tool and has no outcome is a defect.
 */
final class DebuggingDocument {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)[^\n]*\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern TOOL = Pattern.compile("\\b(buf curl|grpcurl) ");

  private final List<String> settings = new ArrayList<>();
  private final List<Documented> calls = new ArrayList<>();

  private DebuggingDocument() {}

  /**
   * A call.
   *
   * @param line where it stands
   * @param commands the same call, by one tool or by several: each a pipeline
   * @param language of the outcome: json or text
   * @param outcome {@code …} in it stands for anything
   */
  record Documented(int line, List<String> commands, String language, String outcome) {
    @Override
    public String toString() {
      return "line " + line + ": " + commands.get(0);
    }
  }

  static DebuggingDocument read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DebuggingDocument document = new DebuggingDocument();
    Matcher block = BLOCK.matcher(text);
    Documented waiting = null;
    while (block.find()) {
      String language = block.group(1);
      String body = block.group(2).replace("\\\n", " ");
      int line = (int) text.substring(0, block.start()).lines().count() + 1;
      if (language.equals("sh")) {
        if (waiting != null) {
          throw new AssertionError("no outcome below " + waiting);
        }
        List<String> commands =
            body.lines().filter(command -> TOOL.matcher(command).find()).toList();
        if (commands.isEmpty()) {
          body.lines().forEach(document.settings::add);
        } else {
          waiting = new Documented(line, commands, "", "");
        }
      } else if (waiting != null) {
        document.calls.add(
            new Documented(waiting.line(), waiting.commands(), language, block.group(2)));
        waiting = null;
      }
    }
    if (waiting != null) {
      throw new AssertionError("no outcome below " + waiting);
    }
    return document;
  }

  List<Documented> calls() {
    return calls;
  }

  /** The document's variables, those that it cannot know replaced. */
  ShellWords shell(Map<String, String> real) {
    ShellWords shell = new ShellWords();
    for (String setting : settings(real)) {
      shell.assign(setting);
    }
    return shell;
  }

  /** The same as lines for a real shell. */
  List<String> settings(Map<String, String> real) {
    List<String> lines = new ArrayList<>();
    for (String setting : settings) {
      if (setting.contains("=") && !setting.startsWith("sotto ") && !setting.startsWith("#")) {
        String name = setting.substring(0, setting.indexOf('='));
        lines.add(real.containsKey(name) ? name + "=" + real.get(name) : setting);
      }
    }
    return lines;
  }
}
