package chat.sotto.cli.terminal;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * A directory of a few files that hold secrets. All of them appear at once, or none: they are
 * written beside it and renamed. Only their owner may enter the directory (0700) and read them
 * (0600), where the file system knows modes.
 */
public final class SecretDirectory {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SecretDirectory() {}

  /**
   * Writes one.
   *
   * @param directory missing or empty, or with {@code replace} one that this method has written
   * @param option the option that named it, for failures
   * @param files names and contents
   * @param replace whether files of these names may be there; no others may in any case
   * @throws SottoException {@code FILE_EXISTS}, {@code INVALID_FIELD} or {@code LOCAL_FILE};
   *     nothing has changed then
   */
  public static void write(
      Path directory, String option, Map<String, byte[]> files, boolean replace) {
    Path target = directory.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new SottoException(
              Reason.INVALID_FIELD, "there is no directory in which to make " + directory)
          .field(option);
    }
    boolean there = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    try {
      if (there) {
        requireOurs(target, directory, option, files.keySet(), replace);
      }
      Path made = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
      try {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          writeFile(made.resolve(file.getKey()), file.getValue());
        }
        if (there) {
          swap(made, target);
        } else {
          Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        }
      } finally {
        delete(made);
      }
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot write " + directory)
          .hint("check that you may write there")
          .cause(e);
    }
  }

  private static void requireOurs(
      Path target, Path named, String option, Set<String> ours, boolean replace)
      throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new SottoException(Reason.INVALID_FIELD, named + " is not a directory").field(option);
    }
    boolean empty = true;
    try (DirectoryStream<Path> present = Files.newDirectoryStream(target)) {
      for (Path file : present) {
        empty = false;
        if (!ours.contains(String.valueOf(file.getFileName())) || Files.isDirectory(file)) {
          throw new SottoException(Reason.FILE_EXISTS, named + " holds other files")
              .hint("name a directory that is for these files alone")
              .field(option);
        }
      }
    }
    if (!empty && !replace) {
      throw new SottoException(Reason.FILE_EXISTS, "there are such files in " + named + " already")
          .hint("add --force to replace them")
          .field(option);
    }
  }

  private static void writeFile(Path file, byte[] content) throws IOException {
    boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes =
        posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
    try (FileChannel out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
  }

  private static void swap(Path made, Path target) throws IOException {
    Path old = made.resolveSibling(made.getFileName() + ".old");
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  /** A directory and the files in it; nothing deeper, for nothing deeper is ours. */
  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
