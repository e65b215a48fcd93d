package chat.sotto.app.demo;

import com.google.common.io.BaseEncoding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log entry as it lies in the server's database, read with plain SQL: past the server, so that it
 * cannot make itself look better than it is.
 *
 * @param seq its place in the log
 * @param kind what it is
 * @param size of its payload in bytes
 * @param bytes the first of them as hex; of a message the first that are sealed
 */
record StoredRow(long seq, String kind, int size, String bytes) {
  private static final int SHOWN = 12;
  private static final int MESSAGE = 1;

  /** Version, epoch, counter, place and log hash stand before what is sealed. */
  private static final int MESSAGE_HEADER = 57;

  private static final List<String> KINDS = List.of("?", "message", "commit", "deletion", "notice");

  /** All entries of all chats, in order. */
  static List<StoredRow> readAll(Path database) {
    List<StoredRow> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT seq, kind, payload FROM entry ORDER BY chat_no, seq");
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        int kind = found.getInt("kind");
        byte[] payload = found.getBytes("payload");
        int from = kind == MESSAGE ? Math.min(MESSAGE_HEADER, payload.length) : 0;
        byte[] shown = Arrays.copyOfRange(payload, from, Math.min(payload.length, from + SHOWN));
        rows.add(
            new StoredRow(
                found.getLong("seq"),
                KINDS.get(Math.floorMod(kind, KINDS.size())),
                payload.length,
                BaseEncoding.base16().lowerCase().encode(shown)));
      }
    } catch (SQLException e) {
      throw Demo.failed("cannot read the server's database: " + e.getMessage());
    }
    return rows;
  }
}
