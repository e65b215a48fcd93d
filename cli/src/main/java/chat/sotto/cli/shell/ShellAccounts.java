package chat.sotto.cli.shell;

import chat.sotto.cli.command.AccountOpener;
import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** Hands the shell's own account to the commands that it runs; they cannot close it. */
final class ShellAccounts implements AccountOpener {
  private final Path profile;
  private final Account lent;

  ShellAccounts(Path profile, Account account) {
    this.profile = profile;
    // Every method of the account but one, whatever methods it will have.
    this.lent =
        (Account)
            Proxy.newProxyInstance(
                Account.class.getClassLoader(),
                new Class<?>[] {Account.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  try {
                    return method.invoke(account, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause() == null ? e : e.getCause();
                  }
                });
  }

  @Override
  public Registration register(RegisterRequest request) {
    throw new SottoException(Reason.ALREADY_REGISTERED, "this profile has an account already");
  }

  @Override
  public Account open(Path directory, PasswordSource password, OpenMode mode) {
    if (!directory.equals(profile)) {
      throw SottoException.named(
              "USAGE", Failure.USAGE, "the shell works on its own profile, " + profile)
          .hint("run sotto --profile in another terminal");
    }
    return lent;
  }
}
