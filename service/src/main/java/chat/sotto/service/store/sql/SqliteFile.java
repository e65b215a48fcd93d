package chat.sotto.service.store.sql;

import chat.sotto.service.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * An SQLite file that others may have open. {@code VACUUM INTO} reads it in one transaction on a
 * connection of its own, which in the write-ahead mode holds up no writer, and leaves out what was
 * deleted.
 */
public final class SqliteFile implements StoreFile {
  /** The fact by which an opened store knows that it is a copy. */
  static final String COPIED = "copied_ms";

  private final Path file;

  SqliteFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public long size() throws IOException {
    long size = 0;
    for (String suffix : List.of("", "-wal", "-shm")) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      // What lies beside it comes and goes while the store is open.
      size += Files.exists(part) ? Files.size(part) : 0;
    }
    return size;
  }

  @Override
  public void copyTo(Path target, Instant now) throws IOException {
    copy(file, target);
    try (Connection copy = connect(target);
        PreparedStatement note =
            copy.prepareStatement("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)")) {
      note.setString(1, COPIED);
      note.setLong(2, now.toEpochMilli());
      note.executeUpdate();
    } catch (SQLException e) {
      throw new IOException("the copy of the database cannot be marked: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean forgetDeleted() throws IOException {
    // The write-ahead log has the pages as they were. Without a timeout: a checkpoint that waits
    // for
    // a reader makes the writer wait as well.
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      try (var result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        return result.next() && result.getInt(1) == 0;
      }
    } catch (SQLException e) {
      throw new IOException("the write-ahead log cannot be emptied: " + e.getMessage(), e);
    }
  }

  /**
   * Copies any SQLite database as it is at some moment of this call.
   *
   * @param target does not exist, or is empty
   */
  public static void copy(Path source, Path target) throws IOException {
    try (Connection connection = connect(source);
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, target.toAbsolutePath().toString());
      vacuum.execute();
    } catch (SQLException e) {
      throw new IOException("the database cannot be copied: " + e.getMessage(), e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
