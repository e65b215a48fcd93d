package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ReadQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code announcements}. */
@Command(
    name = "announcements",
    description = {
      "Show what the server itself told everybody, or you alone, oldest first.",
      "Works without the server for what this device has received."
    },
    footer = {"", "Example:", "  sotto announcements --limit 5"})
public final class AnnouncementsCommand extends AccountCommand {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "At most the newest N, 1 to " + ReadQuery.MAX_LIMIT + " (default ${DEFAULT-VALUE}).")
  int limit = ReadQuery.DEFAULT_LIMIT;

  /** Not run yet. */
  public AnnouncementsCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    output.announcements(account.announcements(limit));
  }
}
