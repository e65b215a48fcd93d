package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.WhoAmI;
import picocli.CommandLine.Command;

/** {@code login}. */
@Command(
    name = "login",
    description = "Open a session with the server. Repeating it does no harm.",
    footer = {"", "Example:", "  sotto login"})
public final class LoginCommand extends AccountCommand {

  /** Not run yet. */
  public LoginCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    account.login(context().passwords().password());
    WhoAmI who = account.whoAmI();
    output.done(
        "logged in as " + who.username(),
        Fields.of("username", who.username()).and("device", who.device()));
  }
}
