package chat.sotto.cli.command;

import chat.sotto.cli.output.JsonOutput;
import chat.sotto.cli.output.LineWriter;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.output.TextOutput;
import chat.sotto.cli.terminal.ChangingLine;
import chat.sotto.cli.terminal.Passwords;
import chat.sotto.cli.terminal.Surroundings;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.ProfileState;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all commands share: the global options and what follows from them. Made before the command
 * line is read; everything is looked up when it is first asked for, so that a command that needs
 * little starts fast.
 */
public final class Context {
  private static final String DEFAULT_PROFILE = ".sotto";

  /** What a terminal says of itself that cannot even go back to the beginning of a line. */
  private static final String DUMB = "dumb";

  /** How often a password may be typed wrong. */
  private static final int ATTEMPTS = 3;

  private final GlobalOptions options;
  private final Surroundings surroundings;
  private final AccountOpener accounts;
  private final CommandTable commands;
  private final LineWriter out;
  private final LineWriter err;
  private @Nullable Output output;
  private @Nullable Passwords passwords;

  /** For commands that run no others. */
  public Context(GlobalOptions options, Surroundings surroundings, AccountOpener accounts) {
    this(options, surroundings, accounts, CommandTable.NONE);
  }

  /** Reads {@code options} only after they have been parsed. */
  public Context(
      GlobalOptions options,
      Surroundings surroundings,
      AccountOpener accounts,
      CommandTable commands) {
    this.options = options;
    this.surroundings = surroundings;
    this.accounts = accounts;
    this.commands = commands;
    this.out = new LineWriter(surroundings.out());
    this.err = new LineWriter(surroundings.err());
  }

  /** The way to say something. */
  public Output output() {
    Output chosen = output;
    if (chosen == null) {
      chosen = output(options.json);
      output = chosen;
    }
    return chosen;
  }

  /** The same where the options could not be read, and it is known otherwise what was wanted. */
  public Output output(boolean json) {
    return json ? new JsonOutput(out, err) : new TextOutput(out, err, surroundings.zone());
  }

  /** Terminal, environment, streams. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** All commands, for one that runs others. */
  public CommandTable commands() {
    return commands;
  }

  /** Whether output is for a program. */
  public boolean wantsJson() {
    return options.json;
  }

  /**
   * Where it can be shown how far something has come: nowhere if output is for a program, or if the
   * terminal can do nothing but print lines.
   */
  public ChangingLine changingLine() {
    String kind = surroundings.variable("TERM").orElse(DUMB);
    return options.json || kind.startsWith(DUMB)
        ? ChangingLine.NONE
        : surroundings.terminal().changingLine();
  }

  /** The profile's directory. */
  public Path profile() {
    Path chosen = options.profile;
    if (chosen == null) {
      chosen =
          surroundings
              .variable("SOTTO_PROFILE")
              .map(Path::of)
              .orElseGet(() -> surroundings.home().resolve(DEFAULT_PROFILE));
    }
    return chosen.toAbsolutePath().normalize();
  }

  /** The file that holds the password, if one was named. */
  public Optional<Path> passwordFile() {
    return options.passwordFile != null
        ? Optional.of(options.passwordFile)
        : surroundings.variable("SOTTO_PASSWORD_FILE").map(Path::of);
  }

  /** Passwords, from where the options say. */
  public Passwords passwords() {
    Passwords source = passwords;
    if (source == null) {
      source = new Passwords(surroundings.terminal(), passwordFile(), output()::note);
      passwords = source;
    }
    return source;
  }

  /** What is in the profile's directory. */
  public ProfileState profileState() {
    return accounts.state(profile());
  }

  /** Accounts, for what is more than to open or to register one. */
  public AccountOpener accounts() {
    return accounts;
  }

  /** What this device is called unless its owner says otherwise. */
  public String deviceName() {
    return DeviceName.ofThisMachine(surroundings);
  }

  /**
   * Opens the profile; the caller closes it. Who types a wrong password is asked again, three times
   * in all. (A one-shot asks later, when it needs to, and once.)
   */
  public Account open(OpenMode mode) {
    for (int attempt = 1; ; attempt++) {
      try {
        return accounts.open(profile(), passwords(), mode);
      } catch (SottoException e) {
        boolean wrong = e.is(Reason.WRONG_PASSWORD) || e.is(Reason.PASSWORD_TOO_SHORT);
        if (!wrong || passwords().fromFile() || !surroundings.terminal().isInteractive()) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw new SottoException(Reason.WRONG_PASSWORD, "three wrong passwords")
              .hint("if it is forgotten: sotto password --recover");
        }
        passwords().forget();
        output().note("this password does not open the profile; try again");
      }
    }
  }

  /**
   * Opens the profile for one command, which fails with {@code PASSWORD_REQUIRED} where it needs
   * the password; the caller closes it.
   */
  public Account openWithoutPassword() {
    return accounts.open(
        profile(),
        () -> {
          throw new SottoException(Reason.PASSWORD_REQUIRED, "the password is needed");
        },
        OpenMode.ONE_SHOT);
  }

  /** Registers a new account in the profile; the caller closes it. */
  public Registration register(RegisterRequest request) {
    return accounts.register(request);
  }

  /** Fails early when consent will be needed and there is no way to get it. */
  public void requireWayToConsent() {
    if (!options.yes && !surroundings.terminal().isInteractive()) {
      throw new SottoException(
              Reason.CONFIRMATION_REQUIRED,
              "this cannot be undone, and there is no terminal to ask at")
          .hint("add --yes if you are sure");
    }
  }

  /**
   * Asks before what cannot be undone, unless {@code --yes} has answered.
   *
   * @param consequence what will be gone, lower-case
   */
  public void consent(String consequence) {
    if (options.yes) {
      return;
    }
    requireWayToConsent();
    String answer = surroundings.terminal().ask(consequence + "\nsure? [y/N] ");
    String word = answer.strip().toLowerCase(Locale.ROOT);
    if (!word.equals("y") && !word.equals("yes")) {
      throw SottoException.named("CANCELLED", Failure.FAILED, "cancelled; nothing was changed");
    }
  }
}
