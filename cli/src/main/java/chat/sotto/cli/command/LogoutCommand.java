package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.WhoAmI;
import picocli.CommandLine.Command;

/** {@code logout}. */
@Command(
    name = "logout",
    description = "End the session. What you received stays readable here.",
    footer = {"", "Example:", "  sotto logout"})
public final class LogoutCommand extends AccountCommand {

  /** Not run yet. */
  public LogoutCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    account.logout();
    WhoAmI who = account.whoAmI();
    output.done(
        who.username() + " is logged out",
        Fields.of("username", who.username()).and("device", who.device()));
  }
}
