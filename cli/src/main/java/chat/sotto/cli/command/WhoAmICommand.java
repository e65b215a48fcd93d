package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code whoami}. */
@Command(
    name = "whoami",
    description = "Show whose profile this is. Asks neither the server nor for a password.",
    footer = {"", "Example:", "  sotto whoami"})
public final class WhoAmICommand extends AccountCommand {

  /** Not run yet. */
  public WhoAmICommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.whoAmI(account.whoAmI());
  }
}
