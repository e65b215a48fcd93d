package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.Seq;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code delete}: one message, or a whole chat. */
@Command(
    name = "delete",
    description = {
      "Delete a message, or, without a number, the whole chat.",
      "Your own message is deleted for everybody, another's on this device. Deleting a chat leaves it and",
      "destroys its keys and messages on this device."
    },
    footer = {"", "Example:", "  sotto delete bob 12 --yes", "  sotto delete bob"})
public final class DeleteCommand extends ChatCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SEQ",
      description = "The message's number; without it, the whole chat goes.")
  @Nullable Seq seq;

  /** Not run yet. */
  public DeleteCommand(Context context) {
    super(context);
  }

  @Override
  void prepare() {
    context().requireWayToConsent();
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    Seq message = seq;
    if (message == null) {
      context()
          .consent("the chat " + id + " and all its messages on this device will be gone for good");
      account.deleteChat(id);
      output.done("deleted the chat " + id, Fields.of("chat", id));
    } else {
      context().consent("message #" + message + " will be gone for good");
      DeletionScope scope = account.deleteMessage(id, message);
      output.done(
          "deleted #"
              + message
              + (scope == DeletionScope.EVERYONE ? " for everybody" : " on this device"),
          Fields.of("chat", id).and("seq", message.value()).and("scope", scope));
    }
  }
}
