package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** A command about a request that waits for an answer. Its chat is none of the user's yet. */
abstract class InvitationCommand extends AccountCommand {
  private static final int MIN_PREFIX = 6;

  @Parameters(
      index = "0",
      paramLabel = "CHAT",
      description = "Who asks, or the chat's id or its first 6 characters or more.")
  String chat;

  InvitationCommand(Context context) {
    super(context);
  }

  @Override
  final void run(Account account, Output output) {
    run(account, find(account), output);
  }

  abstract void run(Account account, ChatId id, Output output);

  private ChatId find(Account account) {
    String typed = chat.strip().toLowerCase(Locale.ROOT);
    String name = typed.startsWith("@") ? typed.substring(1) : typed;
    List<ChatRequest> requests = account.requests();
    List<ChatRequest> found =
        requests.stream().filter(request -> request.from().value().equals(name)).toList();
    if (found.isEmpty() && typed.length() >= MIN_PREFIX) {
      found =
          requests.stream().filter(request -> request.chat().toString().startsWith(typed)).toList();
    }
    if (found.size() > 1) {
      throw new SottoException(
              Reason.AMBIGUOUS,
              "'"
                  + typed
                  + "' means several requests: "
                  + found.stream()
                      .map(request -> request.chat() + " (" + request.from() + ")")
                      .collect(Collectors.joining(", ")))
          .field("chat")
          .hint("use more of the id");
    }
    // One that was answered before is a chat like any other.
    return found.isEmpty() ? account.resolve(chat) : found.get(0).chat();
  }
}
