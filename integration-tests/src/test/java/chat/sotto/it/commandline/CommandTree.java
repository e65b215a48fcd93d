package chat.sotto.it.commandline;

import chat.sotto.app.Main;
import chat.sotto.cli.CommandCatalog;
import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.command.GlobalOptions;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.cli.terminal.SystemTerminal;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that the program really has, from its own catalogs. */
final class CommandTree {
  /** They only stand before others and do nothing alone. */
  private static final Set<String> PREFIXES = Set.of("admin");

  /** They talk to a person and refuse {@code --json}. */
  private static final Set<String> WITHOUT_JSON = Set.of("chat");

  private final Map<String, CommandSpec> commands = new TreeMap<>();

  CommandTree() {
    Context context = new Context(new GlobalOptions(), nowhere(), new Nobody());
    for (CommandCatalog catalog : Main.catalogs()) {
      for (CommandCatalog.Section section : catalog.sections()) {
        for (String name : section.names()) {
          CommandCatalog.Made made = catalog.make(name, context);
          CommandLine command = new CommandLine(made.command());
          made.subcommands().forEach(command::addSubcommand);
          add(name, command);
        }
      }
    }
    PREFIXES.forEach(commands::remove);
  }

  private void add(String name, CommandLine command) {
    commands.put(name, command.getCommandSpec());
    command.getSubcommands().forEach((word, below) -> add(name + " " + word, below));
  }

  /** All commands, as they are typed: {@code send}, {@code admin invite}. */
  Set<String> names() {
    return commands.keySet();
  }

  /** All but those that only talk to people. */
  Set<String> withJson() {
    return commands.keySet().stream()
        .filter(command -> !WITHOUT_JSON.contains(command))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The command's own long options, without those that every command takes. */
  Set<String> options(String command) {
    return Objects.requireNonNull(commands.get(command), command).options().stream()
        .filter(option -> !option.hidden() && !option.inherited())
        .map(CommandLine.Model.OptionSpec::longestName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The long options that every command takes, and the program itself. */
  Set<String> globalOptions() {
    Set<String> names =
        CommandSpec.forAnnotatedObject(new GlobalOptions()).options().stream()
            .map(CommandLine.Model.OptionSpec::longestName)
            .collect(Collectors.toCollection(TreeSet::new));
    names.add("--version");
    return names;
  }

  /** Which command a command line means, global options left out. */
  String commandOf(List<String> words) {
    for (int length = words.size(); length > 0; length--) {
      String name = String.join(" ", words.subList(0, length));
      if (commands.containsKey(name)) {
        return name;
      }
    }
    throw new AssertionError("no command: " + words);
  }

  private static Surroundings nowhere() {
    return new Surroundings(
        Map.of(),
        Path.of("nowhere"),
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        new SystemTerminal(),
        action -> () -> {},
        ZoneOffset.UTC,
        "0");
  }

  /** Nothing is run. */
  private static final class Nobody implements AccountOpener {
    @Override
    public Registration register(RegisterRequest request) {
      throw new AssertionError();
    }

    @Override
    public Account open(Path profile, PasswordSource password, OpenMode mode) {
      throw new AssertionError();
    }
  }
}
