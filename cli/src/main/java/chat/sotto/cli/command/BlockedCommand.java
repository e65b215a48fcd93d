package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code blocked}. */
@Command(
    name = "blocked",
    description = "List whom you have blocked.",
    footer = {"", "Example:", "  sotto blocked"})
public final class BlockedCommand extends AccountCommand {

  /** Not run yet. */
  public BlockedCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.blocked(account.blocked());
  }
}
