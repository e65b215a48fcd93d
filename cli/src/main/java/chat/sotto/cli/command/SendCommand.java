package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code send}. */
@Command(
    name = "send",
    description = {
      "Send a message. Returns when the server has stored it, and prints its number.",
      "Whoever is offline gets it later."
    },
    footer = {
      "",
      "Example:",
      "  sotto send bob 'see you at eight'",
      "  date | sotto send bob -",
      "  sotto send bob --reply 12 'yes'"
    })
public final class SendCommand extends ChatCommand {

  @Parameters(
      index = "1",
      paramLabel = "TEXT",
      description =
          "What to say; - reads it from standard input. Put -- before one that begins with -.")
  String text;

  @Option(
      names = "--reply",
      paramLabel = "SEQ",
      description = "The number of the message that this one answers.")
  @Nullable Seq reply;

  private String content = "";

  /** Not run yet. */
  public SendCommand(Context context) {
    super(context);
  }

  @Override
  void prepare() {
    content = text.equals("-") ? StandardInput.text(context().surroundings().in()) : text;
    if (content.isEmpty()) {
      throw new SottoException(Reason.INVALID_FIELD, "there is no text to send").field("text");
    }
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    output.sent(account.send(id, content, reply));
  }
}
