package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Epoch;
import picocli.CommandLine.Command;

/** {@code rekey}. */
@Command(
    name = "rekey",
    description = {"Change a chat's encryption key: who knows only the old one reads nothing new."},
    footer = {"", "Example:", "  sotto rekey bob"})
public final class RekeyCommand extends ChatCommand {

  /** Not run yet. */
  public RekeyCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    Epoch epoch = account.rekey(id);
    output.done(
        "the chat " + id + " has a new key", Fields.of("chat", id).and("epoch", epoch.value()));
  }
}
