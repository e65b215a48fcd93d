package chat.sotto.client.profile;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * The profile's SQLite file: one connection, one transaction at a time. A transaction is on disk
 * when it returns; one that fails has changed nothing.
 */
final class Database implements AutoCloseable {
  private final Connection connection;
  private boolean inTransaction;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the file, makes it where it is missing, and brings it to this program's version.
   *
   * @throws SottoException {@code PROFILE_TOO_NEW}
   */
  static Database open(Path file) {
    return open(file, DatabaseSteps.ALL);
  }

  /** The same with other steps, as other versions of this program have them. */
  static Database open(Path file, DatabaseSteps steps) {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(5_000);
    // What is deleted is overwritten in the file.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    try {
      AtomicFile.closeToOthers(file);
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try {
        steps.requireKnown(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA journal_mode = WAL");
        }
        steps.bringUpToDate(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
      return new Database(connection);
    } catch (SQLException e) {
      throw failure(e);
    } catch (IOException e) {
      throw new SottoException(Reason.LOCAL_FILE, "cannot use the profile's database").cause(e);
    }
  }

  /** Runs the work in one transaction. Nested calls join the outer one. */
  synchronized <T> T transaction(Work<T> work) {
    if (inTransaction) {
      try {
        return work.run();
      } catch (SQLException e) {
        throw failure(e);
      }
    }
    try {
      connection.setAutoCommit(false);
      inTransaction = true;
      boolean done = false;
      try {
        T result = work.run();
        connection.commit();
        done = true;
        return result;
      } finally {
        inTransaction = false;
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs steps in one transaction. */
  void run(Runnable steps) {
    transaction(
        () -> {
          steps.run();
          return true;
        });
  }

  /** Runs a statement that changes rows, and tells how many. */
  synchronized int update(String sql, Object... arguments) {
    try (PreparedStatement statement = prepare(sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** All rows of a query. */
  synchronized <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
    try (PreparedStatement statement = prepare(sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** A value of the first row; empty when there is no row or it is null. */
  Optional<byte[]> findBlob(String sql, Object... arguments) {
    return query(sql, rows -> Optional.ofNullable(rows.getBytes(1)), arguments).stream()
        .findFirst()
        .flatMap(value -> value);
  }

  /** Empties the write-ahead log, so that what was deleted is in no file any more. */
  synchronized void forgetDeleted() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private static SottoException failure(SQLException e) {
    return new SottoException(
            Reason.LOCAL_FILE, "the profile's database cannot be used: " + e.getMessage())
        .hint("check that the disk is not full and that the files belong to you")
        .cause(e);
  }

  /** What happens inside a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Turns the present row into a value. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
