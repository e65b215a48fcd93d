package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code request}. */
@Command(
    name = "request",
    description = {
      "Ask somebody for a chat. Prints the chat's id; you can write once they accept.",
      "Asking again returns the same chat."
    },
    footer = {"", "Example:", "  sotto request bob"})
public final class RequestCommand extends UserCommand {

  /** Not run yet. */
  public RequestCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.requested(account.request(user), user);
  }
}
