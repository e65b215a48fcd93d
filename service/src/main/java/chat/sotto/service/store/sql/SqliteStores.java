package chat.sotto.service.store.sql;

import chat.sotto.service.store.CommitObserver;
import chat.sotto.service.store.StoreTooNewException;
import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.rows.RowStores;
import com.google.common.annotations.VisibleForTesting;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the store of one server in one SQLite file: write-ahead log, {@code synchronous=FULL}, so
 * that what a future has acknowledged is on disk. Beside the file lie {@code -wal} and {@code -shm}
 * while it is open. One process opens a file at a time.
 */
public final class SqliteStores {
  private static final Logger log = LoggerFactory.getLogger(SqliteStores.class);

  /** How long a statement waits for somebody else's lock before the store counts as unavailable. */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration READER_TIMEOUT = Duration.ofSeconds(3);
  private static final int READERS = 4;

  /** More pages than SQLite allows: no bound of ours. */
  @VisibleForTesting static final long ALL_PAGES = 4_294_967_294L;

  private SqliteStores() {}

  /**
   * Opens the store, makes it when it is missing, and migrates it.
   *
   * @param file the database file; its folder exists
   * @throws StoreUnavailableException if the file cannot be opened, read or written, or is locked
   * @throws StoreTooNewException if a later version of this program has used it
   */
  public static Stores open(Path file) {
    return open(file, CommitObserver.NONE);
  }

  /** The same with an observer of its commits. */
  public static Stores open(Path file, CommitObserver observer) {
    return new RowStores(
        transactions(file, () -> ALL_PAGES, observer), Optional.of(new SqliteFile(file)));
  }

  /**
   * Opens the transactions of a store that may not grow beyond a number of pages of 4 KiB: how a
   * disk becomes full in tests.
   *
   * @param maxPages asked whenever the writer opens a connection
   */
  @VisibleForTesting
  static SqlTransactions transactions(Path file, LongSupplier maxPages) {
    return transactions(file, maxPages, CommitObserver.NONE);
  }

  private static SqlTransactions transactions(
      Path file, LongSupplier maxPages, CommitObserver observer) {
    Dialect dialect = new SqliteDialect();
    makePrivate(file);
    SQLiteDataSource source = source(file);
    migrate(source, dialect);
    adoptCopy(source);
    GroupCommitWriter writer =
        new GroupCommitWriter(() -> connectWriter(source, dialect, maxPages), dialect, observer);
    return new SqlTransactions(writer, readers(source), dialect);
  }

  /**
   * Makes an empty file that only its owner can read, which SQLite takes over with its permissions.
   */
  private static void makePrivate(Path file) {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      // It has been made before, and is the owner's to share.
      return;
    } catch (IOException e) {
      throw new StoreUnavailableException("the database file cannot be made", e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static void migrate(DataSource source, Dialect dialect) {
    try {
      Flyway flyway = Flyway.configure().dataSource(source).locations(dialect.migrations()).load();
      requireKnown(flyway.info());
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException("the database cannot be opened or migrated", e);
    }
  }

  /** Flyway itself lets migrations of the future pass. */
  private static void requireKnown(MigrationInfoService history) {
    String known = "none";
    for (MigrationInfo migration : history.all()) {
      MigrationState state = migration.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw new StoreTooNewException(String.valueOf(migration.getVersion()), known);
      }
      known = String.valueOf(migration.getVersion());
    }
  }

  /**
   * A copy that is served takes a course of its own from here on: clients that have seen more than
   * it holds must be able to tell. Join tokens go, as those that were used up since the copy was
   * made would be good again.
   */
  private static void adoptCopy(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      long copied;
      try (ResultSet found =
          statement.executeQuery(
              "SELECT value FROM fact WHERE name = '" + SqliteFile.COPIED + "'")) {
        if (!found.next()) {
          return;
        }
        copied = found.getLong(1);
      }
      connection.setAutoCommit(false);
      statement.executeUpdate("UPDATE fact SET value = randomblob(16) WHERE name = 'history'");
      statement.executeUpdate("DELETE FROM invite");
      statement.executeUpdate("DELETE FROM fact WHERE name = '" + SqliteFile.COPIED + "'");
      connection.commit();
      log.warn(
          "this database was restored from a backup made at {}: what was stored later is lost",
          Instant.ofEpochMilli(copied));
    } catch (SQLException e) {
      throw new StoreUnavailableException("a restored database cannot be taken over", e);
    }
  }

  private static Sql connectWriter(DataSource source, Dialect dialect, LongSupplier maxPages) {
    Sql sql;
    try {
      sql = new Sql(source.getConnection(), dialect);
    } catch (SQLException e) {
      throw new StoreUnavailableException("the database cannot be written now", e);
    }
    try {
      // What is deleted is overwritten, not merely forgotten.
      sql.run("PRAGMA secure_delete = ON");
      sql.run("PRAGMA max_page_count = " + maxPages.getAsLong());
      return sql;
    } catch (RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  private static HikariDataSource readers(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sotto-store-readers");
    config.setDataSource(source);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(READER_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.setConnectionInitSql("PRAGMA query_only = ON");
    return new HikariDataSource(config);
  }
}
