package chat.sotto.client.profile;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The right of one process to use a profile: a lock of the operating system, which ends with the
 * process however that ends.
 */
public final class ProfileLock implements AutoCloseable {
  /**
   * Profiles that this process holds. The system's lock is one for a process: closing any handle to
   * the file would let go of it, so a second attempt in this process must not open the file.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path key;
  private final FileChannel channel;
  private boolean released;

  private ProfileLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /** Takes the lock if nobody holds it. The directory must exist. */
  public static Optional<ProfileLock> tryAcquire(ProfileDirectory directory, LockHolder.Kind kind) {
    synchronized (HELD) {
      try {
        Path key = directory.path().toRealPath();
        if (HELD.contains(key)) {
          return Optional.empty();
        }
        FileChannel channel =
            FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
          channel.close();
          return Optional.empty();
        }
        HELD.add(key);
        ProfileLock held = new ProfileLock(key, channel);
        try {
          LockHolder.current(kind).write(directory);
        } catch (IOException e) {
          held.close();
          throw e;
        }
        return Optional.of(held);
      } catch (IOException e) {
        throw new SottoException(Reason.LOCAL_FILE, "cannot lock " + directory.path())
            .hint("check that the directory exists and belongs to you")
            .cause(e);
      }
    }
  }

  /** Who holds the profile, as far as can be told. */
  public static Optional<LockHolder> holder(ProfileDirectory directory) {
    return Files.exists(directory.lockHolder())
        ? LockHolder.read(directory).filter(holder -> ProcessHandle.of(holder.pid()).isPresent())
        : Optional.empty();
  }

  /** Who holds the profile at this moment; empty when nobody does, or it does not say. */
  public static Optional<LockHolder> presentHolder(ProfileDirectory directory) {
    return isHeld(directory) ? holder(directory) : Optional.empty();
  }

  private static boolean isHeld(ProfileDirectory directory) {
    synchronized (HELD) {
      try {
        if (HELD.contains(directory.path().toRealPath())) {
          return true;
        }
        if (!Files.exists(directory.lock())) {
          return false;
        }
        try (FileChannel channel = FileChannel.open(directory.lock(), StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          return lock == null;
        }
      } catch (IOException e) {
        // Whoever needs the lock will be told what is the matter with it.
        return false;
      }
    }
  }

  /** The failure of whoever does not get the profile; it names the process. */
  public static SottoException inUse(ProfileDirectory directory) {
    String who =
        holder(directory)
            .map(holder -> "'" + holder.command() + "' (process " + holder.pid() + ")")
            .orElse("another process");
    return new SottoException(
            Reason.PROFILE_IN_USE, "the profile in " + directory.path() + " is used by " + who)
        .hint("end that one first, or choose another profile with --profile");
  }

  /** Lets go. Idempotent. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (released) {
        return;
      }
      released = true;
      HELD.remove(key);
      try {
        channel.close();
      } catch (IOException e) {
        throw new SottoException(Reason.LOCAL_FILE, "cannot unlock the profile").cause(e);
      }
    }
  }
}
