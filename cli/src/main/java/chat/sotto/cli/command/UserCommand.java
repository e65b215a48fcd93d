package chat.sotto.cli.command;

import chat.sotto.client.model.Username;
import picocli.CommandLine.Parameters;

/** A command about one person. */
abstract class UserCommand extends AccountCommand {

  @Parameters(index = "0", paramLabel = "USER", description = "The person's user name.")
  Username user;

  UserCommand(Context context) {
    super(context);
  }
}
