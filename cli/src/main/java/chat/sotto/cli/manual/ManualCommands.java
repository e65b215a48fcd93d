package chat.sotto.cli.manual;

import chat.sotto.cli.AllCommands;
import chat.sotto.cli.CommandCatalog;
import chat.sotto.cli.command.Context;
import com.google.common.collect.ImmutableList;
import java.util.List;
import picocli.CommandLine;

/** The commands that are about all commands. */
public final class ManualCommands implements CommandCatalog {
  private final List<CommandCatalog> all;

  /** About these, and their own. */
  public ManualCommands(List<CommandCatalog> others) {
    this.all = ImmutableList.<CommandCatalog>builder().addAll(others).add(this).build();
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Setting up your shell:", List.of("completion", "manual")));
  }

  @Override
  public Made make(String name, Context context) {
    return Made.of(
        switch (name) {
          case "completion" -> new CompletionCommand(context, () -> whole(context));
          case "manual" -> new ManualCommand(context, () -> whole(context), contents());
          default -> throw new IllegalArgumentException(name);
        });
  }

  private CommandLine whole(Context context) {
    return AllCommands.of(all, context);
  }

  private List<Section> contents() {
    return all.stream().flatMap(catalog -> catalog.sections().stream()).toList();
  }
}
