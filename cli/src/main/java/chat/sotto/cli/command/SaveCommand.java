package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code save}: fetches a file. */
@Command(
    name = "save",
    description = {
      "Fetch a file or an image, check it, and put it on this machine. Prints where it is.",
      "All of it appears, or nothing; what was fetched before a break is not fetched again."
    },
    footer = {
      "",
      "Example:",
      "  sotto save bob 12 --output beach.jpg",
      "  sotto save bob 12 --output ~/Downloads"
    })
public final class SaveCommand extends ChatCommand {

  @Parameters(
      index = "1",
      paramLabel = "SEQ",
      description = "The number of the message that has the file.")
  Seq seq;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = {
        "A file, or a folder that is there: then the file gets its sender's name, without",
        "anything in it that could do harm."
      })
  Path target = Path.of("");

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  /** Not run yet. */
  public SaveCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, ChatId id, Output output) {
    // Another process may do it, in another folder.
    SaveTarget where = new SaveTarget(target.toAbsolutePath(), force);
    // A folder says nothing, and what its sender calls it is not known yet.
    String name = Files.isDirectory(target) ? "#" + seq : FilesToSend.name(target);
    SavedFile saved = save(account, id, where, name);
    output.data(
        List.of(saved.path().toString()),
        Fields.of("ok", true)
            .and("chat", id)
            .and("seq", seq.value())
            .and("path", saved.path())
            .and("size", saved.file().size())
            .and("sha256", saved.file().sha256()));
  }

  private SavedFile save(Account account, ChatId id, SaveTarget where, String name) {
    try {
      return new Transfers(context())
          .move(name, progress -> account.save(id, seq, where, progress));
    } catch (SottoException e) {
      throw e.is(Reason.FILE_EXISTS)
          ? e.hint("add --force to replace it, or name another place")
          : e;
    }
  }
}
