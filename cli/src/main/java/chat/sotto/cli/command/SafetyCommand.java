package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code safety}. */
@Command(
    name = "safety",
    description = {
      "Show the safety number that you share with somebody. If it is the same on their side, compared over",
      "another channel, nobody sits between you."
    },
    footer = {"", "Example:", "  sotto safety bob"})
public final class SafetyCommand extends UserCommand {

  /** Not run yet. */
  public SafetyCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.safety(account.safety(user));
  }
}
