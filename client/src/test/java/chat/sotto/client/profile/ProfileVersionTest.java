package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.PASSWORD_KEY;
import static chat.sotto.client.profile.TestProfile.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of other versions of the program: older ones are brought up to date, newer refused. */
class ProfileVersionTest {
  @TempDir Path temporary;
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));

  @BeforeEach
  void create() {
    directory = TestProfile.directory(temporary);
    try (Profile profile = TestProfile.create(directory)) {
      profile.secrets().storeSession(new SessionToken(secret("token"), true));
    }
  }

  @Test
  void open_databaseOfTheFuture_isTooNewAndUntouched() throws Exception {
    sql("PRAGMA user_version = 9999");
    byte[] before = Files.readAllBytes(directory.database());

    fails(Reason.PROFILE_TOO_NEW, () -> Profile.openWithPassword(directory, PASSWORD_KEY));
    fails(Reason.PROFILE_TOO_NEW, () -> Profile.hasSession(directory));

    assertThat(Files.readAllBytes(directory.database())).isEqualTo(before);
  }

  @Test
  void open_headerOfTheFuture_isTooNewAndUntouched() throws Exception {
    String future = "{\"format\":9999}";
    Files.writeString(directory.header(), future);
    byte[] before = Files.readAllBytes(directory.database());

    fails(Reason.PROFILE_TOO_NEW, () -> Profile.openWithPassword(directory, PASSWORD_KEY));

    assertThat(Files.readString(directory.header())).isEqualTo(future);
    assertThat(Files.readAllBytes(directory.database())).isEqualTo(before);
  }

  @Test
  void open_databaseFromBeforeVersionsWereNoted_opensWithWhatItHas() throws Exception {
    sql("PRAGMA user_version = 0");

    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      assertThat(profile.secrets().findSession()).isPresent();
    }
    assertThat(version()).isEqualTo(DatabaseSteps.ALL.steps().size());
  }

  @Test
  void open_olderDatabase_takesTheMissingStepsInOrderAndKeepsItsRows() throws Exception {
    List<DatabaseSteps.Step> steps = new ArrayList<>(DatabaseSteps.ALL.steps());
    int present = steps.size();
    steps.add(s -> s.execute("ALTER TABLE secret ADD COLUMN colour TEXT"));
    steps.add(s -> s.execute("UPDATE secret SET colour = 'green'"));

    try (Database database = Database.open(directory.database(), new DatabaseSteps(steps))) {
      assertThat(SecretStore.hasSession(database)).isTrue();
      assertThat(
              database.query("SELECT DISTINCT colour FROM secret", row -> row.getString("colour")))
          .containsExactly("green");
    }
    assertThat(version()).isEqualTo(present + 2);
  }

  @Test
  void open_stepFails_oldVersionIsThereUnchanged() throws Exception {
    List<DatabaseSteps.Step> steps = new ArrayList<>(DatabaseSteps.ALL.steps());
    int present = steps.size();
    steps.add(s -> s.execute("DROP TABLE secret"));
    steps.add(s -> s.execute("this is no SQL"));

    fails(
        Reason.LOCAL_FILE,
        () -> Database.open(directory.database(), new DatabaseSteps(steps)).close());

    assertThat(version()).isEqualTo(present);
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      assertThat(profile.secrets().findSession()).isPresent();
    }
  }

  @Test
  void header_olderFormat_takesTheMissingStepsInOrder() {
    List<UnaryOperator<JsonObject>> steps =
        List.of(json -> with(json, "a", "1"), json -> with(json, "b", json.get("a") + "2"));
    JsonObject first = new JsonObject();
    first.addProperty("format", 1);
    JsonObject second = new JsonObject();
    second.addProperty("format", 2);
    second.addProperty("a", "kept");

    assertThat(ProfileHeader.current(first, steps).get("b").getAsString()).isEqualTo("\"1\"2");
    assertThat(ProfileHeader.current(second, steps).get("b").getAsString()).isEqualTo("\"kept\"2");
  }

  private static JsonObject with(JsonObject json, String name, String value) {
    JsonObject copy = json.deepCopy();
    copy.addProperty(name, value);
    return copy;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private int version() throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.database());
  }

  private static void fails(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(SottoException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason.name()));
  }
}
