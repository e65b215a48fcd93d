package chat.sotto.client.profile;

import static chat.sotto.client.profile.TestProfile.ALICE;
import static chat.sotto.client.profile.TestProfile.BOB;
import static chat.sotto.client.profile.TestProfile.CHAT;
import static chat.sotto.client.profile.TestProfile.PASSWORD_KEY;
import static chat.sotto.client.profile.TestProfile.filled;
import static chat.sotto.client.profile.TestProfile.message;
import static chat.sotto.client.profile.TestProfile.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.client.identity.Pin;
import chat.sotto.client.model.AccountPublicKey;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody with the file, and without the password, can see and do. */
class SealedFileTest {
  private static final String TEXT = "meet me at the old lighthouse";
  private static final String OUTGOING = "not before nine o'clock";

  @TempDir Path temporary;
  private ProfileDirectory directory = new ProfileDirectory(Path.of("."));

  @BeforeEach
  void fill() {
    directory = TestProfile.directory(temporary);
    try (Profile profile = TestProfile.create(directory)) {
      TestProfile.begin(profile);
      profile
          .chats()
          .apply(
              List.of(
                  message(1, BOB, TEXT).withGroup(secret("group state"), TestProfile.epochKey(7)),
                  message(2, BOB, "another").withCounter(TestProfile.BOBS_DEVICE, 5)));
      profile.chats().advance(CHAT, new Mark(BOB, new Seq(2), new Seq(1)));
      profile.chats().storePending(CHAT, secret("pending commit"));
      profile
          .outbox()
          .add(
              new OutboxMessage(
                  CHAT,
                  ClientMessageId.of(filled(16, 0x0b)),
                  com.google.crypto.tink.util.Bytes.copyFrom(
                      OUTGOING.getBytes(StandardCharsets.UTF_8)),
                  TestProfile.TIME,
                  null));
      profile.transfers().put(TestFiles.upload());
      profile
          .transfers()
          .put(
              new StoredDownload(
                  CHAT, new Seq(2), TestFiles.ATTACHMENT, "spooled", "/home/alice/holiday.jpg"));
      profile.pins().store(Pin.first(BOB, AccountPublicKey.of(filled(32, 0xbb))));
      profile.pins().store(Pin.first(ALICE, AccountPublicKey.of(filled(32, 0xab))));
      profile.secrets().storeSession(new SessionToken(Secrets.of(filled(32, 0x51)), false));
      profile.secrets().storeSetting("colour", "ultramarine");
    }
  }

  @Test
  void files_searched_showNoContentKeyTokenNameOrId() throws IOException {
    List<byte[]> secrets =
        Stream.concat(
                Stream.of(
                        TEXT,
                        OUTGOING,
                        "group state",
                        "pending commit",
                        "ultramarine",
                        "holiday",
                        "bob")
                    .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                    filled(32, 7),
                    filled(32, 0x51),
                    filled(32, 0xbb),
                    CHAT.toBytes(),
                    TestProfile.BOBS_DEVICE.toBytes(),
                    TestProfile.hash(1).toBytes()))
            .toList();

    try (Stream<Path> files = Files.list(directory.path())) {
      for (Path file : files.toList()) {
        byte[] content = Files.readAllBytes(file);
        for (byte[] secret : secrets) {
          assertThat(Bytes.indexOf(content, secret))
              .as("%s in %s", new String(secret, StandardCharsets.UTF_8), file)
              .isNegative();
        }
      }
    }
  }

  @Test
  void entries_swapped_doNotOpen() {
    swap("entry", "seq = 1", "seq = 2");

    assertDamaged(profile -> profile.chats().findEntry(CHAT, new Seq(1)));
  }

  @Test
  void secrets_swapped_doNotOpen() {
    swap("secret", "name = 'session'", "name = 'setting/colour'");

    assertDamaged(profile -> profile.secrets().findSession());
  }

  @Test
  void pins_swapped_doNotOpen() {
    swap("pin", "rowid = 1", "rowid = 2");

    assertDamaged(profile -> profile.pins().find(BOB));
  }

  @Test
  void columns_swapped_doNotOpen() {
    execute("UPDATE chat SET group_state = pending");

    assertDamaged(profile -> profile.chats().findGroupState(CHAT));
  }

  @Test
  void keyringRow_renamedToAnotherEpoch_doesNotOpen() {
    execute("UPDATE keyring SET epoch = 8");

    assertDamaged(profile -> profile.keyring().find(CHAT, new Epoch(8)));
  }

  @Test
  void outboxRow_changed_doesNotOpen() {
    execute("UPDATE outbox SET sealed = zeroblob(length(sealed))");

    assertDamaged(profile -> profile.outbox().all());
  }

  @Test
  void chatRow_underAnotherReference_doesNotOpen() {
    execute("UPDATE chat SET ref = zeroblob(16)");

    assertDamaged(profile -> profile.chats().all());
  }

  @Test
  void deletedChat_searchedFor_isInNoFile() throws IOException {
    byte[] sealedBefore;
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT sealed FROM keyring")) {
      sealedBefore = rows.getBytes(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }

    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      profile.chats().delete(CHAT);

      try (Stream<Path> files = Files.list(directory.path())) {
        for (Path file : files.toList()) {
          assertThat(Bytes.indexOf(Files.readAllBytes(file), sealedBefore))
              .as("%s", file)
              .isNegative();
        }
      }
    }
  }

  private void swap(String table, String one, String other) {
    execute(
        "CREATE TEMP TABLE kept AS SELECT sealed FROM " + table + " WHERE " + one,
        "UPDATE %s SET sealed = (SELECT sealed FROM %s WHERE %s) WHERE %s"
            .formatted(table, table, other, one),
        "UPDATE %s SET sealed = (SELECT sealed FROM kept) WHERE %s".formatted(table, other));
  }

  private void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.database());
  }

  private void assertDamaged(Use use) {
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      ThrowingCallable call = () -> use.of(profile);
      assertThatExceptionOfType(SottoException.class)
          .isThrownBy(call)
          .withMessageContaining("does not open")
          .matches(e -> e.is(Reason.PROFILE_UNREADABLE));
    }
  }

  /** Reads something. */
  private interface Use {
    Object of(Profile profile);
  }

  @Test
  void untouched_profile_opensEverything() {
    try (Profile profile = Profile.openWithPassword(directory, PASSWORD_KEY)) {
      assertThat(profile.chats().findEntry(CHAT, new Seq(1)).orElseThrow().text()).isEqualTo(TEXT);
      assertThat(profile.secrets().findSession()).isPresent();
      assertThat(profile.secrets().findSetting("colour")).isEqualTo(Optional.of("ultramarine"));
      assertThat(profile.pins().find(BOB).orElseThrow().key().toBytes())
          .isEqualTo(filled(32, 0xbb));
      assertThat(profile.outbox().all()).hasSize(1);
    }
  }
}
