package chat.sotto.cli.command;

import chat.sotto.cli.output.Output;
import chat.sotto.cli.output.OutputClosedException;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code send}: a text, or files, each in a message of its own. */
@Command(
    name = "send",
    description = {
      "Send a message, or files. Returns when the server has stored it, and prints its number.",
      "Whoever is offline gets it later. Each file is a message; the text goes with the first."
    },
    footer = {
      "",
      "Example:",
      "  sotto send bob 'see you at eight'",
      "  date | sotto send bob -",
      "  sotto send bob --reply 12 'yes'",
      "  sotto send bob --file beach.jpg --file map.pdf 'here it was'"
    })
public final class SendCommand extends ChatCommand {
  /** Of the text that goes with a file. */
  private static final int MAX_CAPTION = 16_384;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = {
        "What to say; - reads it from standard input. Put -- before one that begins with -.",
        "With a file it may be left out."
      })
  @Nullable String text;

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "A file or an image to send. May be given several times.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--reply",
      paramLabel = "SEQ",
      description = "The number of the message that this one answers.")
  @Nullable Seq reply;

  @Option(
      names = "--keep-metadata",
      description =
          "Leave in an image what it says of place, time, camera and author; else that is removed.")
  boolean keepMetadata;

  private String content = "";

  /** Not run yet. */
  public SendCommand(Context context) {
    super(context);
  }

  @Override
  void prepare() {
    String given = text;
    if (given == null && files.isEmpty()) {
      throw SottoException.named("USAGE", Failure.USAGE, "missing required parameter: 'TEXT'")
          .hint("say a text, or a file with --file; see sotto send --help");
    }
    if (keepMetadata && files.isEmpty()) {
      throw new SottoException(Reason.INVALID_FIELD, "--keep-metadata is about files: add --file")
          .field("keep-metadata");
    }
    // Before standard input is waited for.
    FilesToSend.check(files);
    if (given != null) {
      content = given.equals("-") ? StandardInput.text(context().surroundings().in()) : given;
    }
    if (files.isEmpty() && content.isEmpty()) {
      throw new SottoException(Reason.INVALID_FIELD, "there is no text to send").field("text");
    }
    int bytes = content.getBytes(StandardCharsets.UTF_8).length;
    if (!files.isEmpty() && bytes > MAX_CAPTION) {
      throw new SottoException(
              Reason.INVALID_FIELD,
              "the text that goes with a file is at most "
                  + String.format(java.util.Locale.ROOT, "%,d", MAX_CAPTION)
                  + " bytes long")
          .field("text")
          .hint("send it as a message of its own");
    }
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    if (files.isEmpty()) {
      output.sent(account.send(id, content, reply));
      return;
    }
    OutputClosedException unheard = null;
    for (int at = 0; at < files.size(); at++) {
      if (!keepMetadata) {
        FilesToSend.warning(files.get(at)).ifPresent(output::note);
      }
      SentMessage sent = send(account, id, at);
      try {
        output.sent(sent);
      } catch (OutputClosedException e) {
        // Who wanted to know has gone; the others are to be sent all the same.
        unheard = e;
      }
    }
    if (unheard != null) {
      throw unheard;
    }
  }

  private SentMessage send(Account account, ChatId id, int at) {
    // Another process may do it, in another folder.
    Path file = files.get(at).toAbsolutePath();
    boolean first = at == 0;
    FileToSend next =
        new FileToSend(file, first ? content : "", first ? reply : null, keepMetadata);
    try {
      return new Transfers(context())
          .move(FilesToSend.name(file), progress -> account.sendFile(id, next, progress));
    } catch (SottoException e) {
      throw FilesToSend.failure(e, files, at);
    }
  }
}
