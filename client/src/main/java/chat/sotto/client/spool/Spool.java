package chat.sotto.client.spool;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The folder with files on their way. Only its owner may enter it (mode 0700, its files 0600, where
 * the file system knows modes). Names are random, and say nothing.
 */
public final class Spool {
  private final Path folder;

  /** In that folder, which is made when it is needed. */
  public Spool(Path folder) {
    this.folder = folder;
  }

  /** A name that no other file has. */
  public static String freshName() {
    return HexFormat.of().formatHex(Secrets.export(Secrets.random(16)));
  }

  /** Where a file is. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** A file that grows: made empty if it is missing, else from where it ends. */
  public GrowingFile grow(String name) {
    Path file = path(name);
    try {
      if (!Files.exists(file)) {
        prepare();
        Files.createFile(file, mode("rw-------"));
      }
      return GrowingFile.growing(file.toFile());
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** A file that is complete, for reading. */
  public GrowingFile open(String name) {
    if (!Files.isRegularFile(path(name))) {
      throw unusable(path(name), new IOException("it is missing"));
    }
    return GrowingFile.finished(path(name).toFile());
  }

  /** Deletes a file. What is not there is deleted. */
  public void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw unusable(path(name), e);
    }
  }

  /**
   * Deletes leftovers.
   *
   * @param belonging the names of what stays; asked after the folder was read, so that a file that
   *     is made meanwhile is no leftover
   */
  public void sweep(Supplier<Set<String>> belonging) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(found::add);
      Set<String> kept = belonging.get();
      for (Path file : found) {
        if (!kept.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** The names of its files are on disk when this returns. */
  public void sync() {
    try {
      Folders.sync(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private void prepare() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, mode("rwx------"));
    }
  }

  private FileAttribute<?>[] mode(String permissions) throws IOException {
    Path there = Files.isDirectory(folder) ? folder : folder.toAbsolutePath().getParent();
    boolean posix = there != null && Files.getFileStore(there).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static SottoException unusable(Path file, IOException cause) {
    return new SottoException(Reason.LOCAL_FILE, file + " cannot be used: " + cause.getMessage())
        .hint("check that the disk is not full and that the files belong to you")
        .cause(cause);
  }
}
