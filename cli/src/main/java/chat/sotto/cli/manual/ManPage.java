package chat.sotto.cli.manual;

import chat.sotto.cli.CommandCatalog.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of the whole program, from what its commands say about themselves. */
final class ManPage {
  private static final String EXAMPLE = "Example:";

  private final CommandLine root;
  private final List<Section> sections;
  private final String version;

  ManPage(CommandLine root, List<Section> sections, String version) {
    this.root = root;
    this.sections = List.copyOf(sections);
    this.version = version;
  }

  /** As roff. */
  String render() {
    Roff page = new Roff();
    String name = root.getCommandName();
    page.title(name.toUpperCase(java.util.Locale.ROOT), "1", name + " " + version);
    page.chapter("NAME").text(name + " - " + sentence(root.getCommandSpec()));
    page.chapter("SYNOPSIS").synopsis(name, "[GLOBAL OPTIONS] COMMAND [ARGUMENTS]");
    page.chapter("DESCRIPTION");
    page.text("A user's commands need a profile, which register makes; an operator's need the one");
    page.text("that serve makes. Data go to standard output, everything else to standard error.");
    page.chapter("GLOBAL OPTIONS");
    page.text("They stand before or after the command.");
    root.getCommandSpec().options().forEach(option -> option(page, option));
    for (Section section : sections) {
      page.chapter(section.heading().replaceFirst(":$", "").toUpperCase(java.util.Locale.ROOT));
      for (String word : section.names()) {
        command(page, Objects.requireNonNull(root.getSubcommands().get(word), word));
      }
    }
    surroundings(page);
    return page.toString();
  }

  private static void command(Roff page, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName();
    page.section(name);
    page.synopsis(name, arguments(spec));
    page.paragraph();
    for (String line : spec.usageMessage().description()) {
      page.text(line);
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        page.term(parameter.paramLabel(), "", description(parameter));
      }
    }
    own(spec).forEach(option -> option(page, option));
    examples(page, spec);
    command.getSubcommands().values().stream().distinct().forEach(below -> command(page, below));
  }

  /** What may stand behind the name: required options, that there are others, parameters. */
  private static String arguments(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    for (OptionSpec option : own(spec)) {
      if (option.required()) {
        words.add(option.longestName() + " " + option.paramLabel());
      }
    }
    if (own(spec).stream().anyMatch(option -> !option.required())) {
      words.add("[OPTIONS]");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        words.add(parameter.required() ? label : "[" + label + "]");
      }
    }
    if (!spec.subcommands().isEmpty()) {
      words.add("COMMAND");
    }
    return String.join(" ", words);
  }

  /** The options that are this command's alone. */
  private static List<OptionSpec> own(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden() && !option.inherited())
        .toList();
  }

  private static void option(Roff page, OptionSpec option) {
    String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
    page.term(String.join(", ", option.names()), value, description(option));
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /** The first sentence of what a command says about itself, without its full stop. */
  private static String sentence(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    String first = description.length == 0 ? "" : description[0];
    return first.replaceFirst("\\.$", "");
  }

  private static void examples(Roff page, CommandSpec spec) {
    List<String> lines =
        Arrays.stream(spec.usageMessage().footer())
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty() && !line.equals(EXAMPLE))
            .map(line -> line.startsWith("  ") ? line.substring(2) : line)
            .toList();
    if (!lines.isEmpty()) {
      page.example(lines);
    }
  }

  private static void surroundings(Roff page) {
    page.chapter("EXIT STATUS");
    page.term("0", "", "done");
    page.term("1", "", "failed");
    page.term("2", "", "wrong arguments");
    page.term("3", "", "not authenticated");
    page.term("4", "", "not found, or not a member");
    page.term("5", "", "refused");
    page.term("6", "", "server unreachable");
    page.term("7", "", "security check failed");
    page.chapter("ENVIRONMENT");
    page.term("SOTTO_PROFILE", "", "The profile, unless --profile names one.");
    page.term("SOTTO_PASSWORD_FILE", "", "The password's file, unless --password-file names one.");
    page.term("NO_COLOR", "", "If it is set to anything, nothing is coloured.");
    page.chapter("FILES");
    page.term("~/.sotto", "", "The profile, unless another is named.");
    page.term("~/.sotto-server", "", "What a server keeps, unless serve is told otherwise.");
    page.chapter("SEE ALSO");
    page.text("The documentation that comes with the program describes commands, JSON fields and");
    page.text("exit codes (commands.md), and what is protected and what is not (threat-model.md).");
  }
}
