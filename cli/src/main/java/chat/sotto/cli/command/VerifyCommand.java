package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code verify}. */
@Command(
    name = "verify",
    description = "Note that you compared the safety number and it was the same.",
    footer = {"", "Example:", "  sotto verify bob"})
public final class VerifyCommand extends UserCommand {

  /** Not run yet. */
  public VerifyCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.safety(account.verify(user));
  }
}
