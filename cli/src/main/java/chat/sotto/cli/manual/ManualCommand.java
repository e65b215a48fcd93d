package chat.sotto.cli.manual;

import chat.sotto.cli.CommandCatalog.Section;
import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code manual}: the page that {@code man sotto} shows. */
@Command(
    name = "manual",
    description = "Print the manual page, for man. Needs neither profile nor server.",
    footer = {
      "",
      "Example:",
      "  sotto manual | man -l -",
      "  sotto manual > ~/.local/share/man/man1/sotto.1"
    })
public final class ManualCommand implements Callable<Integer> {
  private final Context context;
  private final Supplier<CommandLine> commands;
  private final List<Section> sections;

  /**
   * Not run yet.
   *
   * @param commands the whole command line
   * @param sections its commands in the order of the page
   */
  public ManualCommand(Context context, Supplier<CommandLine> commands, List<Section> sections) {
    this.context = context;
    this.commands = commands;
    this.sections = sections;
  }

  @Override
  public Integer call() {
    String page = new ManPage(commands.get(), sections, context.surroundings().version()).render();
    context.output().data(page.lines().toList(), Fields.of("page", page));
    return ExitCode.DONE;
  }
}
