package chat.sotto.client;

import chat.sotto.client.agent.ProfileAccess;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.Password;
import chat.sotto.client.profile.LockHolder;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.trust.JoinLink;
import java.nio.file.Path;
import java.time.InstantSource;

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
   * Finishes a registration that was begun in this directory, from what it has decided and kept:
   * like repeating {@link #register} with the same link, name and password, of which the password
   * alone must be known.
   *
   * @throws SottoException what {@link #register} throws; {@code WRONG_PASSWORD}; {@code
   *     NOT_REGISTERED} when nothing was begun, {@code ALREADY_REGISTERED} when it is finished
   */
  public static Registration resume(Path profile, Password password) {
    return LocalAccounts.resume(new ProfileDirectory(profile), password);
  }

  /**
   * Deletes a registration that was begun in this directory and not finished. If the server has
   * made the account all the same, its name is taken for good. Without one it does nothing.
   *
   * @throws SottoException {@code ALREADY_REGISTERED} when it is finished
   */
  public static void discard(Path profile) {
    LocalAccounts.discard(new ProfileDirectory(profile));
  }

  /**
   * What is in a directory.
   *
   * @throws SottoException {@code PROFILE_UNREADABLE}
   */
  public static ProfileState state(Path profile) {
    return LocalAccounts.state(new ProfileDirectory(profile));
  }

  /**
   * Reads a join link, and asks its server whether somebody may register by it. Whether its token
   * is good shows only when it is used.
   *
   * @return the link
   * @throws SottoException {@code LINK_INVALID}, {@code SERVER_UNREACHABLE}, {@code WRONG_SERVER}
   *     or another reason why nobody can
   */
  public static JoinLink check(String joinLink) {
    return RegistrationFlow.check(joinLink, InstantSource.system());
  }

  /**
   * Fails unless the server takes the account's session.
   *
   * @throws SottoException {@code NOT_LOGGED_IN} if there is none, {@code SESSION_INVALID}, or what
   *     stands between
   */
  public static void requireSession(Account account) {
    if (!account.whoAmI().loggedIn()) {
      throw new SottoException(Reason.NOT_LOGGED_IN, "this profile is not logged in")
          .hint("log in first: sotto login");
    }
    var unused = account.devices();
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
