package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.WhoAmI;
import picocli.CommandLine.Command;

/** {@code delete-account}. */
@Command(
    name = "delete-account",
    description = {
      "Delete your account from the server, and this profile, for good.",
      "The name is never given to anybody again; your chats become read-only for the others."
    },
    footer = {"", "Example:", "  sotto delete-account"})
public final class DeleteAccountCommand extends AccountCommand {

  /** Not run yet. */
  public DeleteAccountCommand(Context context) {
    super(context);
  }

  @Override
  void prepare() {
    context().requireWayToConsent();
  }

  @Override
  void run(Account account, Output output) {
    WhoAmI who = account.whoAmI();
    context()
        .consent("the account " + who.username() + " and all its messages will be gone for good");
    account.deleteAccount(context().passwords().password());
    output.done(
        "the account " + who.username() + " is deleted",
        Fields.of("username", who.username()).and("device", who.device()));
  }
}
