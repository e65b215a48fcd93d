package chat.sotto.service;

import chat.sotto.service.pki.PrivateFiles;
import chat.sotto.service.store.sql.SqliteFile;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backup while it is written. Every file and folder in it is its owner's alone. */
final class BackupFolder {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** What belongs to a process that runs on a profile, and not to the profile. */
  private static final List<String> PASSING =
      List.of("-wal", "-shm", "-journal", ".sock", ".log", ".log.1", "lock", "lock.holder");

  private final Path folder;
  private final Map<String, Path> files = new TreeMap<>();

  /** Those among the files that are on disk already. */
  private final Map<String, Path> durable = new TreeMap<>();

  /** What is known of them without reading them. */
  private final Map<String, String> hashes = new TreeMap<>();

  private final List<Path> folders = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long bytes;

  /** Writes a file that is there and empty. */
  interface Writer {
    void writeTo(Path target) throws IOException;
  }

  BackupFolder(Path folder) {
    this.folder = folder;
  }

  /** The size of all files. */
  long bytes() {
    return bytes;
  }

  void database(String name, Writer writer) throws IOException {
    Path target = folder.resolve(name);
    PrivateFiles.create(target);
    writer.writeTo(target);
    files.put(name, target);
    bytes += Files.size(target);
  }

  void file(Path source, String name) throws IOException {
    database(name, target -> MoreFiles.asByteSource(source).copyTo(MoreFiles.asByteSink(target)));
  }

  /** The server's settings. */
  void settings(Path source, String name) throws IOException {
    String text = CopiedSettings.of(Files.readString(source, StandardCharsets.UTF_8));
    database(name, target -> Files.writeString(target, text, StandardCharsets.UTF_8));
  }

  /**
   * A file that never changes, by a second name where the file system has such, else as a copy.
   * What is gone by now is passed over.
   *
   * @param sha256 what it is known to be, in hexadecimal characters: so nobody has to read it
   */
  void unchanging(Path source, String name, String sha256) throws IOException {
    Path target = folder.resolve(name);
    try {
      Files.createLink(target, source);
      bytes += Files.size(target);
      durable.put(name, target);
    } catch (NoSuchFileException e) {
      return;
    } catch (UnsupportedOperationException | FileSystemException e) {
      try {
        file(source, name);
      } catch (NoSuchFileException gone) {
        Files.deleteIfExists(target);
        return;
      }
    }
    hashes.put(name, sha256);
  }

  /** A folder, if it is not there yet. */
  void folder(String name) throws IOException {
    Path inside = folder.resolve(name);
    if (!Files.isDirectory(inside)) {
      PrivateFiles.openFolder(inside);
      folders.add(inside);
    }
  }

  /** Something to be said in the manifest. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** A client's profile, which a process may be using. Absent ones are passed over. */
  void profile(Path source, String name) throws IOException {
    if (!Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    PrivateFiles.openFolder(folder.resolve(name));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
            || PASSING.stream().anyMatch(file::endsWith)) {
          continue;
        }
        profileFile(entry, name + "/" + file);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** A process that uses the profile may delete a file at any moment: that is no failure. */
  void profileFile(Path source, String name) throws IOException {
    try {
      if (isSqlite(source)) {
        database(name, target -> SqliteFile.copy(source, target));
      } else {
        file(source, name);
      }
    } catch (IOException e) {
      if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  private static boolean isSqlite(Path file) throws IOException {
    byte[] beginning = new byte[SQLITE.length];
    try (InputStream in = Files.newInputStream(file)) {
      int read = ByteStreams.read(in, beginning, 0, beginning.length);
      return read == beginning.length && Arrays.equals(beginning, SQLITE);
    }
  }

  /** In the form that {@code sha256sum --check} reads; it passes over the lines with sizes. */
  void writeManifest(String serverId, Instant time) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Backup of the Sotto server ").append(serverId).append(", made ").append(time);
    text.append("\n# Check it in this folder: sha256sum --check ");
    text.append(ServerConfig.MANIFEST).append('\n');
    notes.forEach(sentence -> text.append("# ").append(sentence).append('\n'));
    Map<String, Path> all = new TreeMap<>(files);
    all.putAll(durable);
    for (Map.Entry<String, Path> file : all.entrySet()) {
      text.append("# ").append(Files.size(file.getValue())).append(" bytes:\n");
      String known = hashes.get(file.getKey());
      text.append(known == null ? hash(file.getValue()) : known);
      text.append("  ").append(file.getKey()).append('\n');
    }
    database(
        ServerConfig.MANIFEST, target -> Files.writeString(target, text, StandardCharsets.UTF_8));
  }

  private static String hash(Path file) throws IOException {
    return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
  }

  /** Everything is on disk when it returns. */
  void force() throws IOException {
    for (Path file : files.values()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    Path profile = folder.resolve(ServerConfig.OPERATOR);
    if (Files.isDirectory(profile)) {
      forceFolder(profile);
    }
    for (Path inside : folders) {
      forceFolder(inside);
    }
    forceFolder(folder);
  }

  /** The names in a folder are on disk, where the system allows to ask for that. */
  static void forceFolder(Path folder) throws IOException {
    if (PrivateFiles.isPosix()) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
