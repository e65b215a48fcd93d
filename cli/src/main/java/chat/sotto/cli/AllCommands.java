package chat.sotto.cli;

import chat.sotto.cli.command.Context;
import chat.sotto.cli.command.GlobalOptions;
import java.util.List;
import picocli.CommandLine;

/** The whole command line at once, to describe it; what runs has only the command it needs. */
public final class AllCommands {

  private AllCommands() {}

  /** Every command of these catalogs below the root. */
  public static CommandLine of(List<CommandCatalog> catalogs, Context context) {
    CommandLine root = new CommandLine(new SottoCommand(new GlobalOptions()));
    for (CommandCatalog catalog : catalogs) {
      for (CommandCatalog.Section section : catalog.sections()) {
        section.names().forEach(name -> Program.add(root, name, catalog, context));
      }
    }
    return root;
  }
}
