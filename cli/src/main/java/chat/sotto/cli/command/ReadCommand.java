package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Seq;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code read}. */
@Command(
    name = "read",
    description = {
      "Show a chat's messages, oldest first, and mark them as read.",
      "Works without the server for what this device has received."
    },
    footer = {"", "Example:", "  sotto read bob --limit 20", "  sotto read bob --new"})
public final class ReadCommand extends ChatCommand {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "At most the newest N, 1 to " + ReadQuery.MAX_LIMIT + " (default ${DEFAULT-VALUE}).")
  int limit = ReadQuery.DEFAULT_LIMIT;

  @Option(names = "--before", paramLabel = "SEQ", description = "Only messages before this number.")
  @Nullable Seq before;

  @Option(names = "--new", description = "Only messages that you have not read.")
  boolean onlyNew;

  private ReadQuery query = new ReadQuery(ReadQuery.DEFAULT_LIMIT, null, false);

  /** Not run yet. */
  public ReadCommand(Context context) {
    super(context);
  }

  @Override
  void prepare() {
    query = new ReadQuery(limit, before, onlyNew);
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    output.messages(account.read(id, query));
  }
}
