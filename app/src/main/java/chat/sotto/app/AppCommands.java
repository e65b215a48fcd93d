package chat.sotto.app;

import chat.sotto.app.demo.DemoCommand;
import chat.sotto.app.serve.ServeCommand;
import chat.sotto.app.settings.ServeSettings;
import chat.sotto.cli.CommandCatalog;
import chat.sotto.cli.command.Context;
import java.util.List;

/** The commands that need the server in the same program. */
public final class AppCommands implements CommandCatalog {

  @Override
  public List<Section> sections() {
    return List.of(new Section("Start here:", List.of("demo", "serve")));
  }

  @Override
  public Made make(String name, Context context) {
    return switch (name) {
      case "demo" -> Made.of(new DemoCommand(context));
      case "serve" -> {
        ServeSettings settings = new ServeSettings(context.surroundings());
        yield Made.of(new ServeCommand(context, settings)).with(settings);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }
}
