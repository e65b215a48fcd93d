package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import picocli.CommandLine.Command;

/** {@code leave}. */
@Command(
    name = "leave",
    description = {
      "Leave a chat. The other side can still read it; nobody can write in it any more."
    },
    footer = {"", "Example:", "  sotto leave bob"})
public final class LeaveCommand extends ChatCommand {

  /** Not run yet. */
  public LeaveCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    account.leave(id);
    output.done("left the chat " + id, Fields.of("chat", id));
  }
}
