package chat.sotto.client;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.LockHolder;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileHeader;
import chat.sotto.client.profile.ProfileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Accounts whose profile this process holds. */
final class LocalAccounts {

  /** How long a one-shot waits for another one-shot. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long POLL_MS = 50;
  private static final InstantSource CLOCK = InstantSource.system();

  private LocalAccounts() {}

  static Registration register(RegisterRequest request) {
    RegistrationFlow flow = new RegistrationFlow(request, CLOCK);
    ProfileDirectory directory = new ProfileDirectory(request.profile());
    directory.prepare();
    ProfileLock lock = waitForLock(directory, LockHolder.Kind.ONE_SHOT);
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
      if (!directory.exists()) {
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
      registered.profile().secrets().forgetRegistration();
      return new Registration(account, registered.recoveryCode());
    } catch (RuntimeException e) {
      account.close();
      throw e;
    }
  }

  static Account open(Path profile, PasswordSource password, OpenMode mode) {
    ProfileDirectory directory = new ProfileDirectory(profile);
    ProfileHeader header = ProfileHeader.read(directory);
    if (!header.registered()) {
      throw new SottoException(
              Reason.NOT_REGISTERED, "the registration in " + directory.path() + " is not finished")
          .hint("repeat it: sotto register --join LINK --username " + header.identity().username());
    }
    return openHere(directory, password, mode);
  }

  private static Account openHere(
      ProfileDirectory directory, PasswordSource password, OpenMode mode) {
    ProfileLock lock =
        waitForLock(
            directory,
            mode == OpenMode.LONG_RUNNING
                ? LockHolder.Kind.LONG_RUNNING
                : LockHolder.Kind.ONE_SHOT);
    try {
      return new LocalAccount(directory, lock, password, mode, CLOCK);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static ProfileLock waitForLock(ProfileDirectory directory, LockHolder.Kind kind) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<ProfileLock> lock = ProfileLock.tryAcquire(directory, kind);
      if (lock.isPresent()) {
        return lock.get();
      }
      boolean worthWaiting =
          ProfileLock.holder(directory)
              .map(holder -> holder.kind() == LockHolder.Kind.ONE_SHOT)
              .orElse(true);
      if (!worthWaiting || System.nanoTime() > deadline) {
        throw ProfileLock.inUse(directory);
      }
      pause(directory);
    }
  }

  private static void pause(ProfileDirectory directory) {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProfileLock.inUse(directory);
    }
  }
}
