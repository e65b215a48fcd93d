package chat.sotto.client.profile;

import chat.sotto.client.model.SottoException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * How the profile's database came to be what it is: each step brings it from one version to the
 * next. The file knows its version ({@code user_version}). All steps that are missing are taken in
 * one transaction, so that a crash leaves the old version or the new one; no copy is kept beside
 * it, which would outlive what the user deletes (docs/adr/0013).
 *
 * <p>A step that was released is never changed: profiles have taken it.
 */
record DatabaseSteps(List<Step> steps) {

  /** Those of this program. */
  static final DatabaseSteps ALL =
      new DatabaseSteps(
          List.of(DatabaseSteps::first, DatabaseSteps::announcements, DatabaseSteps::files));

  DatabaseSteps {
    steps = List.copyOf(steps);
  }

  /**
   * Looks before anything is changed.
   *
   * @throws SottoException {@code PROFILE_TOO_NEW} if the database is beyond these steps
   */
  void requireKnown(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > steps.size()) {
      throw ProfileHeader.tooNew(
          "its database has version " + version + ", and this program knows " + steps.size());
    }
  }

  /** Brings a known database to the newest version. */
  void bringUpToDate(Connection connection) throws SQLException {
    if (version(connection) == steps.size()) {
      return;
    }
    connection.setAutoCommit(false);
    boolean done = false;
    try (Statement statement = connection.createStatement()) {
      // Read again inside: from here on no other process writes.
      for (Step step : steps.subList(version(connection), steps.size())) {
        step.take(statement);
      }
      statement.execute("PRAGMA user_version = " + steps.size());
      connection.commit();
      done = true;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** Profiles from before versions were noted have these tables already. */
  private static void first(Statement statement) throws SQLException {
    for (String table :
        List.of(
            "CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, sealed BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS chat (ref BLOB PRIMARY KEY, info BLOB NOT NULL, start BLOB, "
                + "cursor BLOB, group_state BLOB, pending BLOB, next_counter BLOB)",
            "CREATE TABLE IF NOT EXISTS keyring (ref BLOB NOT NULL, epoch INTEGER NOT NULL, sealed BLOB NOT NULL, "
                + "in_vault INTEGER NOT NULL, PRIMARY KEY (ref, epoch))",
            "CREATE TABLE IF NOT EXISTS peer (ref BLOB NOT NULL, who BLOB NOT NULL, sealed BLOB NOT NULL, "
                + "PRIMARY KEY (ref, who))",
            "CREATE TABLE IF NOT EXISTS mark (ref BLOB NOT NULL, who BLOB NOT NULL, sealed BLOB NOT NULL, "
                + "PRIMARY KEY (ref, who))",
            "CREATE TABLE IF NOT EXISTS entry (ref BLOB NOT NULL, seq INTEGER NOT NULL, sealed BLOB NOT NULL, "
                + "PRIMARY KEY (ref, seq)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, ref BLOB NOT NULL, "
                + "client BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS pin (who BLOB PRIMARY KEY, sealed BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS vault_record (ref BLOB PRIMARY KEY, sealed BLOB NOT NULL)")) {
      statement.execute(table);
    }
  }

  /** What the server itself said. */
  private static void announcements(Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE IF NOT EXISTS announcement (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL)");
  }

  /** Files on their way; entries and the outbox hold files from here on, too. */
  private static void files(Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE IF NOT EXISTS upload (client BLOB PRIMARY KEY, ref BLOB NOT NULL, sealed BLOB NOT NULL)");
    statement.execute(
        "CREATE TABLE IF NOT EXISTS download (name BLOB PRIMARY KEY, ref BLOB NOT NULL, sealed BLOB NOT NULL)");
  }

  /** From one version to the next. */
  @FunctionalInterface
  interface Step {
    void take(Statement statement) throws SQLException;
  }
}
