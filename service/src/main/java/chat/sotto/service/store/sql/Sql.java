package chat.sotto.service.store.sql;

import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.EntryHash;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.StoreUnavailableException;
import com.google.protobuf.ByteString;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with its prepared statements, and our values to and from its columns. Failures of
 * the database are {@link StoreUnavailableException}, those of our statements {@link
 * IllegalStateException}. For one thread at a time.
 */
final class Sql implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sql.class);

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Sql(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** All rows. */
  <T> List<T> list(String sql, Function<Row, T> reader, Object... arguments) {
    return listWhile(sql, reader, value -> true, arguments);
  }

  /** Rows up to the first that the condition refuses. */
  <T> List<T> listWhile(
      String sql, Function<Row, T> reader, Predicate<T> condition, Object... arguments) {
    try (ResultSet results = prepare(sql, arguments).executeQuery()) {
      List<T> values = new ArrayList<>();
      Row row = new Row(results);
      while (results.next()) {
        T value = reader.apply(row);
        if (!condition.test(value)) {
          break;
        }
        values.add(value);
      }
      return values;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The first row. */
  <T> Optional<T> find(String sql, Function<Row, T> reader, Object... arguments) {
    try (ResultSet results = prepare(sql, arguments).executeQuery()) {
      return results.next() ? Optional.of(reader.apply(new Row(results))) : Optional.empty();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Whether there is a row. */
  boolean exists(String sql, Object... arguments) {
    return find(sql, row -> row, arguments).isPresent();
  }

  /** A number that is always there. */
  long count(String sql, Object... arguments) {
    return find(sql, row -> row.number(1), arguments).orElse(0L);
  }

  /** Changes rows; returns how many. */
  int update(String sql, Object... arguments) {
    try {
      return prepare(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs a statement without arguments or results: the frame of transactions. */
  void run(String sql) {
    try {
      prepare(sql).execute();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, column(arguments[i]));
    }
    return statement;
  }

  /** The form of one of our values in a column. */
  private static @Nullable Object column(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? column(optional.get()) : null;
    }
    if (value instanceof ByteString bytes) {
      return bytes.toByteArray();
    }
    if (value instanceof ChatId id) {
      return id.toBytes();
    }
    if (value instanceof DeviceId id) {
      return id.toBytes();
    }
    if (value instanceof AttachmentId id) {
      return id.toBytes();
    }
    if (value instanceof BlobId id) {
      return id.toBytes();
    }
    if (value instanceof ClientMessageId id) {
      return id.equals(ClientMessageId.NONE) ? null : id.toBytes();
    }
    if (value instanceof Seq seq) {
      return seq.value();
    }
    if (value instanceof LogHash hash) {
      return hash.bytes().toByteArray();
    }
    if (value instanceof EntryHash hash) {
      return hash.bytes().toByteArray();
    }
    if (value instanceof TokenHash hash) {
      return hash.bytes().toByteArray();
    }
    if (value instanceof Username name) {
      return name.value();
    }
    if (value instanceof Instant time) {
      return time.toEpochMilli();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value;
  }

  private RuntimeException failure(SQLException e) {
    return dialect.isOurFault(e)
        ? new IllegalStateException("a statement failed", e)
        : new StoreUnavailableException("the database cannot do its work now", e);
  }

  /** Closes statements and connection; a failure changes nothing any more. */
  @Override
  public void close() {
    try (connection) {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection did not close cleanly", e);
    }
    statements.clear();
  }
}
