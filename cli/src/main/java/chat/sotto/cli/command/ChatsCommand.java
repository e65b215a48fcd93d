package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import picocli.CommandLine.Command;

/** {@code chats}. */
@Command(
    name = "chats",
    description = "List your chats, the latest activity first.",
    footer = {"", "Example:", "  sotto chats --json"})
public final class ChatsCommand extends AccountCommand {

  /** Not run yet. */
  public ChatsCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.chats(account.chats());
  }
}
