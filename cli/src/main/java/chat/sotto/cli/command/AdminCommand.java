package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admin}: what the operator does. Each word after it is a command of its own. */
@Command(
    name = "admin",
    description = {
      "Invite, announce, list, disable, back up: what a server's operator does.",
      "It needs the operator's profile, which sotto serve keeps in DATA/operator."
    },
    footer = {"", "Example:", "  sotto --profile ~/.sotto-server/operator admin invite --uses 5"})
public final class AdminCommand implements Runnable {
  @Spec CommandSpec spec;

  /** With its commands, through {@code addSubcommand}, it is complete. */
  public AdminCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: invite, announce, users, disable, enable, stats or backup");
  }

  /** {@code admin invite}. */
  @Command(
      name = "invite",
      description =
          "Make a join link. Whoever has it can register, until it is used up or expires.",
      footer = {"", "Example:", "  sotto admin invite --uses 5 --expires 7d"})
  public static final class Invite extends AccountCommand {

    @Option(
        names = "--uses",
        paramLabel = "N",
        description = "How many may register with it (default ${DEFAULT-VALUE}).")
    int uses = 1;

    @Option(
        names = "--expires",
        paramLabel = "DURATION",
        description = "How long it lasts: 90s, 10m, 24h, 7d (default 24h).")
    Duration expires = Duration.ofHours(24);

    /** Not run yet. */
    public Invite(Context context) {
      super(context);
    }

    @Override
    void run(Account account, Output output) {
      output.invite(account.invite(uses, expires));
    }
  }

  /** {@code admin announce}. */
  @Command(
      name = "announce",
      description = {
        "Tell everybody, or one user, something in the server's own name.",
        "Whoever is offline gets it later. It is not end-to-end encrypted: the server itself speaks,",
        "and keeps the text for 90 days. Accounts made later do not get what everybody was told."
      },
      footer = {
        "",
        "Example:",
        "  sotto admin announce 'the server is down from 22:00 to 22:15 UTC'",
        "  sotto admin announce --to bob - < note.txt"
      })
  public static final class Announce extends AccountCommand {

    @Parameters(
        index = "0",
        paramLabel = "TEXT",
        description =
            "What to say, at most "
                + Announcement.MAX_BYTES
                + " bytes; - reads it from standard input. Put -- before one that begins with -.")
    String text;

    @Option(
        names = "--to",
        paramLabel = "USER",
        description = "Tell this user alone; nobody else gets it.")
    @Nullable Username to;

    private String content = "";

    /** Not run yet. */
    public Announce(Context context) {
      super(context);
    }

    @Override
    void prepare() {
      content = text.equals("-") ? StandardInput.text(context().surroundings().in()) : text;
      if (content.isBlank()) {
        throw new SottoException(Reason.INVALID_FIELD, "there is no text to announce")
            .field("text");
      }
    }

    @Override
    void run(Account account, Output output) {
      Announcement made = account.announce(content, to);
      output.done(
          "announced to " + (to == null ? "everybody" : to),
          Fields.of("id", made.id()).and("time", made.time()).and("username", to));
    }
  }

  /** {@code admin users}. */
  @Command(
      name = "users",
      description = "List all accounts.",
      footer = {"", "Example:", "  sotto admin users --json"})
  public static final class Users extends AccountCommand {

    /** Not run yet. */
    public Users(Context context) {
      super(context);
    }

    @Override
    void run(Account account, Output output) {
      output.users(account.users());
    }
  }

  /** {@code admin disable}. */
  @Command(
      name = "disable",
      description = "Refuse everything that a user asks of the server, from now on.",
      footer = {"", "Example:", "  sotto admin disable mallory"})
  public static final class Disable extends UserCommand {

    /** Not run yet. */
    public Disable(Context context) {
      super(context);
    }

    @Override
    void run(Account account, Output output) {
      account.disable(user);
      output.done("disabled " + user, Fields.of("username", user));
    }
  }

  /** {@code admin enable}. */
  @Command(
      name = "enable",
      description = "Let a disabled user in again.",
      footer = {"", "Example:", "  sotto admin enable mallory"})
  public static final class Enable extends UserCommand {

    /** Not run yet. */
    public Enable(Context context) {
      super(context);
    }

    @Override
    void run(Account account, Output output) {
      account.enable(user);
      output.done("enabled " + user, Fields.of("username", user));
    }
  }

  /** {@code admin stats}. */
  @Command(
      name = "stats",
      description = "Count users, devices, chats, entries and open streams.",
      footer = {"", "Example:", "  sotto admin stats --json"})
  public static final class Stats extends AccountCommand {

    /** Not run yet. */
    public Stats(Context context) {
      super(context);
    }

    @Override
    void run(Account account, Output output) {
      output.stats(account.stats());
    }
  }

  /** {@code admin backup}. */
  @Command(
      name = "backup",
      description = {
        "Copy what the server keeps into a new folder on its machine, while it runs.",
        "Prints the folder, DATA/backups/TIME. Restore it by copying it and running",
        "sotto serve --data COPY. It holds the server's keys: keep it as safe as the server."
      },
      footer = {"", "Example:", "  sotto --profile ~/.sotto-server/operator admin backup"})
  public static final class Backup extends AccountCommand {

    /** Not run yet. */
    public Backup(Context context) {
      super(context);
    }

    @Override
    void run(Account account, Output output) {
      output.backup(account.backup());
    }
  }
}
