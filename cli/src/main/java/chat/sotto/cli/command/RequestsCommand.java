package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code requests}. */
@Command(
    name = "requests",
    description = "List who asks you for a chat.",
    footer = {"", "Example:", "  sotto requests"})
public final class RequestsCommand extends AccountCommand {

  /** Not run yet. */
  public RequestsCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.requests(account.requests());
  }
}
