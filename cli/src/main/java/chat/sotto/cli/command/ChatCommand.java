package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import picocli.CommandLine.Parameters;

/** A command about one chat. */
abstract class ChatCommand extends AccountCommand {

  @Parameters(
      index = "0",
      paramLabel = "CHAT",
      description =
          "The other person's name (@NAME forces a name), or the chat's id or its first 6 characters"
              + " or more.")
  String chat;

  ChatCommand(Context context) {
    super(context);
  }

  @Override
  final void run(Account account, Output output) {
    run(account, account.resolve(chat), output);
  }

  abstract void run(Account account, ChatId id, Output output);
}
