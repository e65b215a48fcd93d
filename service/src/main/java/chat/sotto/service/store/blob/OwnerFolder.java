package chat.sotto.service.store.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders and files that are their owner's alone: 0700 and 0600, where the file system knows such
 * modes.
 */
final class OwnerFolder {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<StandardOpenOption> READ_AND_WRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private OwnerFolder() {}

  /**
   * Makes the folder, or takes the one that is there. An empty one is made private; one with
   * something in it must be so already.
   */
  static void open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(FOLDER));
    }
    if (POSIX && !FOLDER.containsAll(Files.getPosixFilePermissions(folder))) {
      if (!isEmpty(folder)) {
        throw new IOException(
            "the folder " + folder + " is open to other users; run: chmod 700 " + folder);
      }
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /** Makes a folder whose name is on disk afterwards, if it is not there. */
  static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, attributes(FOLDER));
      Path parent = folder.getParent();
      if (parent != null) {
        forceNames(parent);
      }
    }
  }

  /** Opens a file for reading and writing, and makes it if it is not there. */
  static FileChannel openFile(Path file) throws IOException {
    return FileChannel.open(file, READ_AND_WRITE, attributes(FILE));
  }

  /** The bytes of a file are on disk. */
  static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** The names in a folder are on disk, where the system allows to ask for that. */
  static void forceNames(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  static boolean isEmpty(Path folder) throws IOException {
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
