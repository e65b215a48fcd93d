package chat.sotto.service.store.sql;

import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.StoreUnavailableException;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The present row of a result; columns count from 1. */
final class Row {
  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  long number(int column) {
    try {
      return results.getLong(column);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  boolean flag(int column) {
    return number(column) != 0;
  }

  boolean isNull(int column) {
    try {
      return results.getObject(column) == null;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  String text(int column) {
    try {
      String text = results.getString(column);
      if (text == null) {
        throw new IllegalStateException("column " + column + " is null");
      }
      return text;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  ByteString bytes(int column) {
    return findBytes(column)
        .orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }

  Optional<ByteString> findBytes(int column) {
    try {
      byte @Nullable [] bytes = results.getBytes(column);
      // The driver made the array for this call alone.
      return bytes == null ? Optional.empty() : Optional.of(UnsafeByteOperations.unsafeWrap(bytes));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  Username user(int column) {
    return new Username(text(column));
  }

  ChatId chat(int column) {
    return ChatId.of(bytes(column));
  }

  DeviceId device(int column) {
    return DeviceId.of(bytes(column));
  }

  BlobId blob(int column) {
    return BlobId.of(bytes(column).toByteArray());
  }

  ClientMessageId clientId(int column) {
    return findBytes(column).map(ClientMessageId::of).orElse(ClientMessageId.NONE);
  }

  LogHash logHash(int column) {
    return new LogHash(bytes(column));
  }

  Seq seq(int column) {
    return new Seq(number(column));
  }

  Optional<Seq> findSeq(int column) {
    return isNull(column) ? Optional.empty() : Optional.of(seq(column));
  }

  Instant time(int column) {
    return Instant.ofEpochMilli(number(column));
  }

  Optional<Instant> findTime(int column) {
    return isNull(column) ? Optional.empty() : Optional.of(time(column));
  }

  <E extends Enum<E>> E constant(int column, Class<E> type) {
    return Enum.valueOf(type, text(column));
  }

  private static RuntimeException failure(SQLException e) {
    return new StoreUnavailableException("the database cannot be read now", e);
  }
}
