package chat.sotto.service.store.sql;

import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.rows.Rows;
import chat.sotto.service.store.rows.Transactions;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes by the one writer, reads by a small pool. */
final class SqlTransactions implements Transactions {
  private final GroupCommitWriter writer;
  private final HikariDataSource readers;
  private final Dialect dialect;

  SqlTransactions(GroupCommitWriter writer, HikariDataSource readers, Dialect dialect) {
    this.writer = writer;
    this.readers = readers;
    this.dialect = dialect;
  }

  @Override
  public <T> CompletableFuture<T> write(Function<Rows, T> step) {
    return writer.write(step);
  }

  @Override
  public <T> T read(Function<Rows, T> query) {
    // The pool's connections do not commit by themselves: all of a query sees one state of the
    // database, and the pool rolls back when it gets the connection back.
    try (Sql sql = new Sql(connect(), dialect)) {
      return query.apply(new SqlRows(sql));
    }
  }

  private Connection connect() {
    try {
      return readers.getConnection();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the database cannot be read now", e);
    }
  }

  @Override
  public CompletableFuture<Void> writeLater(Object key, Consumer<Rows> step) {
    return writer.writeLater(key, step);
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
