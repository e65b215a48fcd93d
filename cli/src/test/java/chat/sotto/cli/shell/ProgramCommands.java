package chat.sotto.cli.shell;

import chat.sotto.cli.ClientCommands;
import chat.sotto.cli.CommandCatalog;
import chat.sotto.cli.command.AccountOpener;
import chat.sotto.cli.command.CommandTable;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The client's own commands, described, and written down instead of run. */
final class ProgramCommands implements CommandTable {
  private final ClientCommands catalog = new ClientCommands();
  final List<List<String>> ran = new ArrayList<>();

  @Override
  public List<String> names() {
    return catalog.sections().stream().flatMap(section -> section.names().stream()).toList();
  }

  @Override
  public CommandSpec describe(String name) {
    Surroundings nowhere =
        new Surroundings(
            Map.of(),
            Path.of("."),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            new SystemTerminal(),
            stop -> () -> {},
            ZoneOffset.UTC,
            "1");
    CommandCatalog.Made made =
        catalog.make(name, new Context(new GlobalOptions(), nowhere, new Nobody()));
    CommandLine command = new CommandLine(made.command());
    made.subcommands().forEach(command::addSubcommand);
    return command.getCommandSpec();
  }

  @Override
  public int run(Surroundings surroundings, AccountOpener accounts, List<String> arguments) {
    ran.add(arguments);
    return 0;
  }

  /** No accounts. */
  private static final class Nobody implements AccountOpener {
    @Override
    public Registration register(RegisterRequest request) {
      throw new IllegalStateException();
    }

    @Override
    public Account open(Path profile, PasswordSource password, OpenMode mode) {
      throw new IllegalStateException();
    }
  }
}
