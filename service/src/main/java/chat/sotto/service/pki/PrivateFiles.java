package chat.sotto.service.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and folders that belong to their owner alone: 0600 and 0700. Where the file system knows no
 * POSIX modes, they are not set and not checked.
 */
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OWNER_FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /**
   * Makes the folder, or takes the one that is there. An empty one is made private; one with
   * something in it must be so already, because what it holds may have been read by then.
   *
   * @throws PkiException if others may enter it
   */
  public static void openFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(OWNER_FOLDER));
    }
    if (POSIX && isOpenToOthers(folder)) {
      if (!isEmpty(folder)) {
        throw new PkiException(
            folder, "the folder " + folder + " is open to other users; run: chmod 700 " + folder);
      }
      Files.setPosixFilePermissions(folder, OWNER_FOLDER);
    }
  }

  /** Makes an empty file that is its owner's alone. It must not exist. */
  public static void create(Path file) throws IOException {
    Files.createFile(file, attributes(OWNER_FILE));
  }

  /** Whether files have POSIX modes here. */
  public static boolean isPosix() {
    return POSIX;
  }

  /**
   * Reads a file that must be its owner's alone.
   *
   * @throws PkiException if others may read or write it, or if it is longer than {@code maxBytes}
   */
  static byte[] read(Path file, int maxBytes) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new PkiException(file, file + " is not a regular file");
    }
    if (POSIX && isOpenToOthers(file)) {
      throw new PkiException(
          file,
          file
              + " can be read by other users, who may have copied it; if not, run: chmod 600 "
              + file);
    }
    if (Files.size(file) > maxBytes) {
      throw new PkiException(file, file + " is longer than " + maxBytes + " bytes");
    }
    return Files.readAllBytes(file);
  }

  /** Writes a new file completely or not at all; an existing one is never replaced by half. */
  static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes(OWNER_FILE))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isOpenToOthers(Path path) throws IOException {
    return !OWNER_FOLDER.containsAll(Files.getPosixFilePermissions(path));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
