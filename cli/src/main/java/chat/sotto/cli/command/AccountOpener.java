package chat.sotto.cli.command;

import chat.sotto.client.Account;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import java.nio.file.Path;

/** Where commands get their account from: {@link chat.sotto.client.Accounts}, or a test. */
public interface AccountOpener {

  /** Registers a new account. */
  Registration register(RegisterRequest request);

  /** Opens a profile. */
  Account open(Path profile, PasswordSource password, OpenMode mode);
}
