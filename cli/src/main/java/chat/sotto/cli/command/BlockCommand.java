package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code block}. */
@Command(
    name = "block",
    description = "Refuse somebody's requests and messages. They are told when they write.",
    footer = {"", "Example:", "  sotto block mallory"})
public final class BlockCommand extends UserCommand {

  /** Not run yet. */
  public BlockCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    account.block(user);
    output.done("blocked " + user, Fields.of("username", user));
  }
}
