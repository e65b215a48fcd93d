package chat.sotto.client.profile;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the files of a profile are. Only its owner may enter it (mode 0700, where the file system
 * knows modes).
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><td>{@code profile.json}</td><td>the unsealed header, with the wrapped profile key</td></tr>
 *   <tr><td>{@code profile.db}</td><td>SQLite; every value in it is sealed</td></tr>
 *   <tr><td>{@code device.pem}</td><td>TLS key and certificate, outside the seal</td></tr>
 *   <tr><td>{@code lock}, {@code lock.holder}</td><td>see {@link ProfileLock}</td></tr>
 *   <tr><td>{@code agent.sock}</td><td>where the process that holds the lock serves others</td></tr>
 *   <tr><td>{@code spool}</td><td>a folder: files on their way, sealed</td></tr>
 *   <tr><td>{@code sotto.log}, {@code sotto.log.1}</td><td>what programs log</td></tr>
 * </table>
 */
public record ProfileDirectory(Path path) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  public ProfileDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /** Makes it if it is missing, and closes it to others. */
  public void prepare() {
    try {
      Files.createDirectories(path);
      if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(path, OWNER_ONLY);
      }
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot use " + path + " as a profile")
          .hint("choose another directory with --profile")
          .cause(e);
    }
  }

  /** Whether it has a header: a registered profile, or an unfinished registration. */
  public boolean exists() {
    return Files.isRegularFile(header());
  }

  /** The unsealed header. */
  Path header() {
    return path.resolve("profile.json");
  }

  /** The sealed database. */
  Path database() {
    return path.resolve("profile.db");
  }

  /** TLS key and certificate. */
  Path credentials() {
    return path.resolve("device.pem");
  }

  /** What the holder locks. */
  Path lock() {
    return path.resolve("lock");
  }

  /** What the holder says about itself. */
  Path lockHolder() {
    return path.resolve("lock.holder");
  }

  /** Where files on their way are, sealed. */
  public Path spool() {
    return path.resolve("spool");
  }

  /** The socket of the process that serves the profile. */
  public Path agentSocket() {
    return path.resolve("agent.sock");
  }

  /**
   * Deletes the profile's files and, when nothing else is in it, the directory. Files that are not
   * the profile's stay. The header goes first: without the wrapped key, what is left of the others
   * cannot be read. Repeating it succeeds.
   */
  public void delete() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try {
      Files.deleteIfExists(header());
      deleteSpool();
      try (Stream<Path> files = Files.list(path)) {
        List<Path> ours =
            files.filter(ProfileDirectory::isOurs).sorted(Comparator.naturalOrder()).toList();
        for (Path file : ours) {
          Files.deleteIfExists(file);
        }
      }
      try (DirectoryStream<Path> rest = Files.newDirectoryStream(path)) {
        if (!rest.iterator().hasNext()) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot delete everything in " + path)
          .hint("delete the directory by hand")
          .cause(e);
    }
  }

  private void deleteSpool() throws IOException {
    if (!Files.isDirectory(spool(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(spool())) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(spool());
  }

  /** Deletes the database and what SQLite keeps beside it. */
  void deleteDatabase() {
    try {
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(path.resolve("profile.db" + suffix));
      }
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot replace " + database()).cause(e);
    }
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("profile.")
        || name.startsWith("device.pem")
        || name.startsWith("lock")
        // Written by the programs, beside the profile that it is about.
        || name.startsWith("sotto.log")
        || name.startsWith("agent.sock");
  }
}
