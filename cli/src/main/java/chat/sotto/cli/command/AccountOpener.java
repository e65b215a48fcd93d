package chat.sotto.cli.command;

import chat.sotto.client.Account;
import chat.sotto.client.Accounts;
import chat.sotto.client.OpenMode;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.ProfileState;
import chat.sotto.client.RegisterRequest;
import chat.sotto.client.Registration;
import chat.sotto.client.password.Password;
import chat.sotto.client.trust.JoinLink;
import java.nio.file.Path;

/**
 * Where commands get their account from: {@link Accounts}, the shell's own, or a test. What comes
 * before there is an account is the client library's unless somebody knows better.
 */
public interface AccountOpener {

  /** Registers a new account. */
  Registration register(RegisterRequest request);

  /** What is in a profile's directory. */
  default ProfileState state(Path profile) {
    return Accounts.state(profile);
  }

  /** Reads a join link and asks its server whether somebody may register by it. */
  default JoinLink check(String joinLink) {
    return Accounts.check(joinLink);
  }

  /** Finishes a registration that was begun. */
  default Registration resume(Path profile, Password password) {
    return Accounts.resume(profile, password);
  }

  /** Deletes a registration that was begun and not finished. */
  default void discard(Path profile) {
    Accounts.discard(profile);
  }

  /** Opens a profile. */
  Account open(Path profile, PasswordSource password, OpenMode mode);
}
