package chat.sotto.cli.command;

import chat.sotto.cli.output.ExitCode;
import chat.sotto.client.Account;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code register}: how everything begins. */
@Command(
    name = "register",
    description = {
      "Make a new account on a server and keep it in this profile, logged in.",
      "Prints the recovery code, which is shown once: it alone opens the account when the password is",
      "forgotten. If the command fails half-way, run it again with the same arguments."
    },
    footer = {
      "",
      "Example:",
      "  sotto register --join 'sotto://chat.example.org:7444/#…' --username alice"
    })
public final class RegisterCommand implements Callable<Integer> {

  @Option(
      names = "--join",
      paramLabel = "LINK",
      required = true,
      description = "The join link that the server's operator gave you; quote it.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  String link;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      required = true,
      description = "The name you want: 2 to 32 of a-z, 0-9, '.', '_' and '-'.")
  @SuppressWarnings("NullAway.Init") // Required: picocli sets it.
  Username username;

  @Option(
      names = "--device-name",
      paramLabel = "NAME",
      description = "What to call this device in your list of devices (else the machine's name).")
  @Nullable String deviceName;

  @Option(
      names = "--no-vault",
      description =
          "Keep your keys on this device alone and not, sealed, on the server: a lost device is then"
              + " a lost account.")
  boolean noVault;

  private final Context context;

  /** Not run yet. */
  public RegisterCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String device =
        deviceName == null ? DeviceName.ofThisMachine(context.surroundings()) : deviceName;
    RegisterRequest request =
        new RegisterRequest(
            context.profile(), link, username, device, context.passwords().chosen(), !noVault);
    Registration registration = register(request);
    try (Account account = registration.account()) {
      context.output().registered(account.whoAmI(), registration.recoveryCode());
    }
    return ExitCode.DONE;
  }

  private Registration register(RegisterRequest request) {
    try {
      return context.register(request);
    } catch (SottoException e) {
      if (e.failure() != Failure.UNREACHABLE && e.failure() != Failure.SECURITY) {
        throw e;
      }
      // There is no profile yet that it could look at by itself.
      throw e.hint(
          e.hint().map(hint -> hint + "; to find the cause, run: ").orElse("run: ")
              + "sotto doctor --join LINK");
    }
  }
}
