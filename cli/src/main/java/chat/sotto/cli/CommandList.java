package chat.sotto.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands in {@code sotto --help}, under their headings instead of in one long list. */
final class CommandList {
  private static final int NAME_WIDTH = 16;

  private CommandList() {}

  static void install(CommandLine root, List<CommandCatalog> catalogs) {
    root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> render(root, catalogs));
  }

  private static String render(CommandLine root, List<CommandCatalog> catalogs) {
    StringBuilder text = new StringBuilder();
    for (CommandCatalog catalog : catalogs) {
      for (CommandCatalog.Section section : catalog.sections()) {
        text.append('\n').append(section.heading()).append('\n');
        for (String name : section.names()) {
          text.append("  ")
              .append(name)
              .append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())))
              .append(summary(root, name))
              .append('\n');
        }
      }
    }
    return text.toString();
  }

  /** The first sentence of the command's own description. */
  private static String summary(CommandLine root, String name) {
    CommandLine command = root.getSubcommands().get(name);
    if (command == null) {
      return "";
    }
    String[] description = command.getCommandSpec().usageMessage().description();
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(". ");
    return end < 0 ? text.replaceAll("\\.$", "") : text.substring(0, end);
  }
}
