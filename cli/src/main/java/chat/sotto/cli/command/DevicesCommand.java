package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code devices}. */
@Command(
    name = "devices",
    description = "List the devices of your account.",
    footer = {"", "Example:", "  sotto devices"})
public final class DevicesCommand extends AccountCommand {

  /** Not run yet. */
  public DevicesCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.devices(account.devices());
  }
}
