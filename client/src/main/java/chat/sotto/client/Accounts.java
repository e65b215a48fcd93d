package chat.sotto.client;

import chat.sotto.client.agent.ProfileAccess;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.LockHolder;
import chat.sotto.client.profile.ProfileDirectory;
import java.nio.file.Path;

/** Makes and opens accounts: the way in for every program. */
public final class Accounts {

  private Accounts() {}

  /**
   * Registers a new account, opens it and logs it in.
   *
   * <p>The device's keys and choices, the recovery code among them, are on disk (sealed) before the
   * server is asked. When a call fails or the process dies, repeating it with the same link, name
   * and password finishes the same registration: no second use of the token is consumed, and the
   * recovery code is the same. Once this has returned, the code is kept nowhere: a program shows it
   * before it does anything else that could fail.
   *
   * @throws SottoException nothing exists then but, perhaps, the unfinished registration in the
   *     directory
   */
  public static Registration register(RegisterRequest request) {
    return LocalAccounts.register(request);
  }

  /**
   * Opens a profile: through the long-running process that serves it, if there is one, without any
   * password; else here. A long-running process serves the profile to others until the account is
   * closed.
   *
   * @param profile its directory
   * @param password asked at most once, and only when it is needed to unseal the profile
   * @param mode what for
   * @throws SottoException {@code NOT_REGISTERED} when there is no profile, {@code PROFILE_IN_USE},
   *     {@code PROFILE_UNREADABLE}, {@code WRONG_PASSWORD}
   */
  public static Account open(Path profile, PasswordSource password, OpenMode mode) {
    ProfileDirectory directory = new ProfileDirectory(profile);
    if (!directory.exists()) {
      throw new SottoException(Reason.NOT_REGISTERED, "there is no profile in " + directory.path())
          .hint("register first: sotto register --join LINK --username NAME");
    }
    ProfileAccess access =
        ProfileAccess.await(
            directory,
            mode == OpenMode.LONG_RUNNING ? LockHolder.Kind.LONG_RUNNING : LockHolder.Kind.ONE_SHOT,
            ProfileAccess.PATIENCE);
    if (access instanceof ProfileAccess.Held held) {
      return LocalAccounts.open(directory, held.lock(), password, mode);
    }
    return ((ProfileAccess.Served) access).account();
  }
}
