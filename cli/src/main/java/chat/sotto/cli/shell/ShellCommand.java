package chat.sotto.cli.shell;

import chat.sotto.cli.command.Context;
import chat.sotto.cli.output.ExitCode;
import chat.sotto.cli.welcome.Welcome;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code chat}: the interactive shell. */
@Command(
    name = "chat",
    description = {
      "Talk: messages come in above the line you type. /help explains the rest, /quit ends it.",
      "Meanwhile it serves other commands on this profile, which then start faster and ask for no",
      "password."
    },
    footer = {"", "Example:", "  sotto chat", "  sotto chat bob"})
public final class ShellCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CHAT",
      description = "The chat to begin with: the other person's name, or the chat's id.")
  @Nullable String chat;

  private static final String DEMO = "demo";

  private final Context context;

  /** Not run yet. */
  public ShellCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.wantsJson()) {
      throw usage("chat talks to a person and has no JSON form");
    }
    if (!context.surroundings().terminal().isInteractive()) {
      throw usage("chat needs a terminal to talk to a person");
    }
    if (Welcome.isFor(context) && !Welcome.lead(context, demonstration())) {
      return ExitCode.DONE;
    }
    return Shell.run(context, chat);
  }

  private Optional<Runnable> demonstration() {
    return context.commands().names().contains(DEMO)
        ? Optional.of(
            () -> context.commands().run(context.surroundings(), context.accounts(), List.of(DEMO)))
        : Optional.empty();
  }

  private static SottoException usage(String message) {
    return SottoException.named("USAGE", Failure.USAGE, message)
        .hint("use send, read and listen --json");
  }
}
