package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.client.Account;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code admin}: what the operator does. Each word after it is a command of its own. */
@Command(
    name = "admin",
    description = {
      "Invite, list, disable: what a server's operator does.",
      "It needs the operator's profile, which sotto serve keeps in DATA/operator."
    },
    footer = {"", "Example:", "  sotto --profile ~/.sotto-server/operator admin invite --uses 5"})
public final class AdminCommand implements Runnable {
  @Spec CommandSpec spec;

  /** With its five commands, through {@code addSubcommand}, it is complete. */
  public AdminCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: invite, users, disable, enable or stats");
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
}
