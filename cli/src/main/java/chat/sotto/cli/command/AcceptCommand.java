package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import picocli.CommandLine.Command;

/** {@code accept}. */
@Command(
    name = "accept",
    description = "Accept a request. Both of you can write then.",
    footer = {"", "Example:", "  sotto accept alice"})
public final class AcceptCommand extends InvitationCommand {

  /** Not run yet. */
  public AcceptCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    account.accept(id);
    output.done("accepted the chat " + id, Fields.of("chat", id));
  }
}
