package chat.sotto.cli.command;

import chat.sotto.cli.output.Fields;
import chat.sotto.cli.output.Output;
import chat.sotto.cli.terminal.Passwords;
import chat.sotto.client.Account;
import chat.sotto.client.model.WhoAmI;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.RecoveryCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code password}. */
@Command(
    name = "password",
    description = {
      "Change the password, or set a new one with the recovery code when it is forgotten.",
      "Recovery ends all sessions and prints a new recovery code."
    },
    footer = {"", "Example:", "  sotto password", "  sotto password --recover"})
public final class PasswordCommand extends AccountCommand {

  @Option(
      names = "--new-password-file",
      paramLabel = "FILE",
      description = "Read the new password from a file (else ask).")
  @Nullable Path newPasswordFile;

  @Option(names = "--recover", description = "The password is forgotten: use the recovery code.")
  boolean recover;

  @Option(
      names = "--recovery-code-file",
      paramLabel = "FILE",
      description = "Recover, with the recovery code in a file.")
  @Nullable Path recoveryCodeFile;

  /** Not run yet. */
  public PasswordCommand(Context context) {
    super(context);
  }

  @Override
  void run(Account account, Output output) {
    Passwords passwords = context().passwords();
    WhoAmI who = account.whoAmI();
    if (recover || recoveryCodeFile != null) {
      RecoveryCode code = passwords.recoveryCode(recoveryCodeFile);
      RecoveryCode next = account.recover(code, passwords.replacement(newPasswordFile));
      output.recovered(who, next);
    } else {
      Password old = passwords.password();
      account.changePassword(old, passwords.replacement(newPasswordFile));
      output.done(
          "the password of " + who.username() + " is changed",
          Fields.of("username", who.username()));
    }
  }
}
