package chat.sotto.cli.shell;

import chat.sotto.cli.command.CommandTable;
import chat.sotto.cli.output.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code /help} says. */
final class Help {
  private static final int NAMES = 26;

  private Help() {}

  /** All words. */
  static List<String> all(CommandTable commands) {
    List<String> lines = new ArrayList<>();
    lines.add("What you type is sent to the open chat; a line that begins with / is a command.");
    lines.add("");
    for (OwnWords.Word word : OwnWords.ALL) {
      lines.add(line("/" + word.name() + " " + word.arguments(), word.description()));
    }
    lines.add("");
    Set<String> own = OwnWords.ALL.stream().map(OwnWords.Word::key).collect(Collectors.toSet());
    for (String name : commands.names()) {
      if (!own.contains(name)
          && !name.equals("register")
          && !OwnWords.ALIASES.containsValue(name)
          && OwnWords.whyNot(name).isEmpty()) {
        lines.add(line("/" + name, summary(commands, name)));
      }
    }
    lines.add("");
    lines.add("A chat, or the person you talk to, may be left out: /rekey, /read, /safety.");
    lines.add(
        "//TEXT sends a text that begins with /. Alt-Enter begins a new line. Tab completes,");
    lines.add("the arrows and Ctrl-R find earlier lines, Ctrl-D or /quit ends the shell.");
    return lines;
  }

  /** One of the shell's own words. */
  static List<String> of(OwnWords.Word word) {
    return List.of("/" + word.name() + " " + word.arguments(), "  " + word.description() + ".");
  }

  /** The first sentence of a command's description. */
  static String summary(CommandTable commands, String name) {
    String[] description = commands.describe(name).usageMessage().description();
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(". ");
    return end < 0 ? text.replaceAll("\\.$", "") : text.substring(0, end);
  }

  private static String line(String usage, String description) {
    return "  " + usage + " ".repeat(Math.max(1, NAMES - Columns.of(usage))) + description;
  }
}
