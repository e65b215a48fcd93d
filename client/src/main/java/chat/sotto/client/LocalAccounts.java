package chat.sotto.client;

import chat.sotto.client.agent.ProfileAccess;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.password.Password;
import chat.sotto.client.profile.LockHolder;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileHeader;
import chat.sotto.client.profile.ProfileLock;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;

/** Accounts whose profile this process holds. */
final class LocalAccounts {

  private static final InstantSource CLOCK = InstantSource.system();

  private LocalAccounts() {}

  static Registration register(RegisterRequest request) {
    RegistrationFlow flow = new RegistrationFlow(request, CLOCK);
    ProfileDirectory directory = new ProfileDirectory(request.profile());
    directory.prepare();
    return run(flow, directory, lockForRegistration(directory));
  }

  static Registration resume(ProfileDirectory directory, Password password) {
    if (state(directory).stage() == ProfileState.Stage.ABSENT) {
      throw new SottoException(
          Reason.NOT_REGISTERED, "no registration was begun in " + directory.path());
    }
    ProfileLock lock = lockForRegistration(directory);
    RegistrationFlow flow;
    try {
      flow = new RegistrationFlow(RegistrationFlow.begun(directory, password), CLOCK);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
    return run(flow, directory, lock);
  }

  private static Registration run(
      RegistrationFlow flow, ProfileDirectory directory, ProfileLock lock) {
    try {
      RegistrationFlow.Registered registered = flow.run();
      LocalAccount account =
          new LocalAccount(
              directory,
              lock,
              () -> {
                throw new IllegalStateException("a new profile is open already");
              },
              OpenMode.ONE_SHOT,
              CLOCK);
      return finish(account, registered);
    } catch (RuntimeException e) {
      if (Files.isDirectory(directory.path()) && !directory.exists()) {
        directory.delete();
      }
      lock.close();
      throw e;
    }
  }

  private static Registration finish(LocalAccount account, RegistrationFlow.Registered registered) {
    try {
      account.adopt(registered.profile());
      account.logInAs(registered.keys());
      registered.profile().markRegistered();
      registered.profile().secrets().forgetRegistration();
      return new Registration(account, registered.recoveryCode());
    } catch (RuntimeException e) {
      account.close();
      throw e;
    }
  }

  static void discard(ProfileDirectory directory) {
    if (state(directory).stage() == ProfileState.Stage.ABSENT) {
      return;
    }
    try (ProfileLock unusedLock = lockForRegistration(directory)) {
      if (state(directory).stage() == ProfileState.Stage.REGISTERED) {
        throw registered(directory);
      }
      directory.delete();
    }
  }

  static ProfileState state(ProfileDirectory directory) {
    if (!directory.exists()) {
      return ProfileState.ABSENT;
    }
    ProfileHeader header = ProfileHeader.read(directory);
    return new ProfileState(
        header.registered() ? ProfileState.Stage.REGISTERED : ProfileState.Stage.UNFINISHED,
        Optional.of(header.identity().username()));
  }

  /**
   * Opens a profile whose lock the caller has taken; the account lets go of it. A long-running one
   * is unsealed here and served from now on, so that no other process's call makes this one ask for
   * a password.
   */
  static Account open(
      ProfileDirectory directory, ProfileLock lock, PasswordSource password, OpenMode mode) {
    try {
      ProfileHeader header = ProfileHeader.read(directory);
      if (!header.registered()) {
        throw new SottoException(
                Reason.NOT_REGISTERED,
                "the registration in " + directory.path() + " is not finished")
            .hint(
                "finish it with: sotto chat; or repeat: sotto register --join LINK --username "
                    + header.identity().username());
      }
      LocalAccount account = new LocalAccount(directory, lock, password, mode, CLOCK);
      if (mode == OpenMode.LONG_RUNNING) {
        serve(account);
      }
      return account;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void serve(LocalAccount account) {
    try {
      account.serve();
    } catch (RuntimeException e) {
      account.close();
      throw e;
    }
  }

  private static ProfileLock lockForRegistration(ProfileDirectory directory) {
    ProfileAccess access =
        ProfileAccess.await(directory, LockHolder.Kind.ONE_SHOT, ProfileAccess.PATIENCE);
    if (access instanceof ProfileAccess.Held held) {
      return held.lock();
    }
    if (access instanceof ProfileAccess.Served served) {
      served.account().close();
    }
    throw registered(directory);
  }

  private static SottoException registered(ProfileDirectory directory) {
    return new SottoException(
            Reason.ALREADY_REGISTERED, "there is a profile in " + directory.path() + " already")
        .hint("choose another directory with --profile");
  }
}
