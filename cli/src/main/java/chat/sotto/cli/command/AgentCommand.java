package chat.sotto.cli.command;

import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.WhoAmI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code agent}: holds the profile open for other commands. */
@Command(
    name = "agent",
    description = {
      "Hold the profile open for other commands.",
      "They then start at once and ask for no password. Ctrl-C ends it."
    },
    footer = {"", "Example:", "  sotto agent", "  sotto agent --password-file FILE &"})
public final class AgentCommand implements Callable<Integer> {
  private final Context context;

  /** Not run yet. */
  public AgentCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Output output = context.output();
    new LongRunning(context)
        .run(
            null,
            account -> {
              WhoAmI who = account.whoAmI();
              output.done(
                  "the agent of " + who.username() + " is ready",
                  Fields.of("username", who.username()).and("device", who.device()));
            },
            event -> {
              if (event instanceof Event.SecurityWarning
                  || event instanceof Event.ConnectionChanged) {
                output.event(event);
              }
              return false;
            });
    return ExitCode.DONE;
  }
}
