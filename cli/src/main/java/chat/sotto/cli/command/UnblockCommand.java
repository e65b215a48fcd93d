package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code unblock}. */
@Command(
    name = "unblock",
    description = "Take a block back.",
    footer = {"", "Example:", "  sotto unblock mallory"})
public final class UnblockCommand extends UserCommand {

  /** Not run yet. */
  public UnblockCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    account.unblock(user);
    output.done("unblocked " + user, Fields.of("username", user));
  }
}
