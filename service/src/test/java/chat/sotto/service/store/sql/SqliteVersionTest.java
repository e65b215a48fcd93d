package chat.sotto.service.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.store.StoreTooNewException;
import chat.sotto.service.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that a later version of the program has used. */
class SqliteVersionTest {
  @TempDir Path folder;

  @Test
  void open_migrationOfTheFuture_isRefusedAndUntouched() throws Exception {
    Path file = folder.resolve("sotto.db");
    SqliteStores.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history VALUES"
              + " (99, '9999', 'the future', 'SQL', 'V9999__the_future.sql', 1, 'x', '2030-01-01 00:00:00.000', 1, 1)");
    }
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> SqliteStores.open(file))
        .isInstanceOfSatisfying(
            StoreTooNewException.class, e -> assertThat(e.found()).isEqualTo("9999"));

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM flyway_schema_history WHERE version = '9999'");
    }
    try (Stores stores = SqliteStores.open(file)) {
      assertThat(stores.accounts()).isNotNull();
    }
  }
}
