package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import picocli.CommandLine.Command;

/** {@code decline}. */
@Command(
    name = "decline",
    description = "Decline a request.",
    footer = {"", "Example:", "  sotto decline alice"})
public final class DeclineCommand extends InvitationCommand {

  /** Not run yet. */
  public DeclineCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    account.decline(id);
    output.done("declined the chat " + id, Fields.of("chat", id));
  }
}
