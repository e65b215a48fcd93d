package chat.sotto.client.agent;

import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.LockHolder;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How a process comes to a profile: through the process that serves it, or by its lock. */
public sealed interface ProfileAccess {
  /**
   * How long a process waits for one-shots, and for a long-running process that is about to serve.
   */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** Another process serves the profile. */
  record Served(AgentAccount account) implements ProfileAccess {}

  /** This process holds the profile, until it closes the lock. */
  record Held(ProfileLock lock) implements ProfileAccess {}

  /**
   * Waits at most {@code patience} for access.
   *
   * @param directory an existing directory
   * @param kind a one-shot takes either; a long-running process wants the lock, and does not wait
   *     for another long-running one
   * @throws SottoException {@code PROFILE_IN_USE} naming the process that holds it
   */
  static ProfileAccess await(ProfileDirectory directory, LockHolder.Kind kind, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      if (kind == LockHolder.Kind.ONE_SHOT) {
        Optional<AgentAccount> served = AgentAccount.connect(directory);
        if (served.isPresent()) {
          return new Served(served.get());
        }
      }
      Optional<ProfileLock> lock = ProfileLock.tryAcquire(directory, kind);
      if (lock.isPresent()) {
        return new Held(lock.get());
      }
      boolean hopeless =
          kind == LockHolder.Kind.LONG_RUNNING
              && ProfileLock.holder(directory)
                  .filter(holder -> holder.kind() == LockHolder.Kind.LONG_RUNNING)
                  .isPresent();
      if (hopeless || System.nanoTime() > deadline) {
        throw ProfileLock.inUse(directory);
      }
      pause(directory);
    }
  }

  private static void pause(ProfileDirectory directory) {
    try {
      // The system tells nobody when a lock is let go.
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProfileLock.inUse(directory).cause(e);
    }
  }
}
