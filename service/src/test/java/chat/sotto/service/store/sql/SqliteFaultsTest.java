package chat.sotto.service.store.sql;

import static chat.sotto.service.contract.StoreContract.commit;
import static chat.sotto.service.contract.StoreContract.done;
import static chat.sotto.service.contract.StoreContract.message;
import static chat.sotto.service.contract.StoreContract.newClientId;
import static chat.sotto.service.contract.StoreContract.newDevice;
import static chat.sotto.service.contract.StoreContract.randomBytes;
import static chat.sotto.service.contract.StoreContract.registration;
import static chat.sotto.service.contract.StoreContract.request;
import static chat.sotto.service.contract.StoreContract.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.StoreUnavailableException;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.rows.RowStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the SQLite store does when the world around it fails, and after it was closed. */
class SqliteFaultsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path folder;
  private Path file;
  private DeviceRef alice;
  private DeviceRef bob;
  private ChatId chat;

  @BeforeEach
  void makeChat() {
    file = folder.resolve("sotto.db");
    alice = newDevice("alice");
    bob = newDevice("bob");
    try (Stores stores = SqliteStores.open(file)) {
      done(stores.accounts().register(registration(alice), NOW));
      done(stores.accounts().register(registration(bob), NOW));
      CommitDraft request = request(alice, bob);
      chat = request.chat();
      done(stores.chats().create(ChatKind.DIRECT, request, NOW));
      CommitDraft accept = commit(chat, bob, 1, CommitStatement.joining(bob));
      stored(done(stores.chats().accept(accept, NOW)));
    }
  }

  private static void assertUnavailable(CompletableFuture<?> future) {
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }

  private MessageDraft large() {
    return new MessageDraft(chat, alice, newClientId(), new Seq(2), randomBytes(80_000));
  }

  @Test
  void open_again_findsEverything() {
    MessageDraft draft = message(chat, alice, 2);
    LogEntry entry;
    try (Stores stores = SqliteStores.open(file)) {
      entry = stored(done(stores.log().append(draft, NOW))).entry();
      stores.chats().advancePosition(chat, bob.device(), new Seq(3));
    }

    try (Stores stores = SqliteStores.open(file)) {
      assertThat(stores.log().read(chat, new Seq(3), 10, 1000)).containsExactly(entry);
      assertThat(stored(done(stores.log().append(draft, NOW))).repeated()).isTrue();
      assertThat(stores.chats().findSpan(chat, bob).orElseThrow().position()).isEqualTo(new Seq(3));
      assertThat(stores.accounts().devicesOf(alice.user())).hasSize(1);
      assertThat(stores.chats().findGroupInfo(chat, alice.user(), Optional.empty())).isPresent();
    }
  }

  @Test
  void open_newFile_isTheOwnersAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void open_inMissingFolder_isUnavailable() {
    assertThatThrownBy(() -> SqliteStores.open(folder.resolve("missing/sotto.db")))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void write_whileLocked_isUnavailableAndWorksAfterwards() throws SQLException {
    try (Stores stores = SqliteStores.open(file)) {
      stored(done(stores.log().append(message(chat, alice, 2), NOW)));
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN EXCLUSIVE");

        assertUnavailable(stores.log().append(message(chat, alice, 2), NOW));
        assertThat(stores.log().read(chat, new Seq(1), 10, 1_000_000)).hasSize(3);
        statement.execute("ROLLBACK");
      }

      AppendOutcome.Stored next = stored(done(stores.log().append(message(chat, alice, 2), NOW)));
      assertThat(next.entry().seq()).isEqualTo(new Seq(4));
    }
  }

  @Test
  void write_onFullDisk_isUnavailableAndWorksAfterwards() {
    AtomicLong maxPages = new AtomicLong(1);
    try (Stores stores = new RowStores(SqliteStores.transactions(file, maxPages::get))) {
      List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(stores.log().append(large(), NOW));
      }
      assertUnavailable(answers.get(49));
      long acknowledged =
          answers.stream()
              .filter(answer -> answer.handle((ok, failure) -> failure == null).join())
              .count();
      assertThat(stores.log().read(chat, new Seq(3), 100, Long.MAX_VALUE))
          .hasSize((int) acknowledged);

      maxPages.set(SqliteStores.ALL_PAGES);

      AppendOutcome.Stored next = stored(done(stores.log().append(large(), NOW)));
      assertThat(next.entry().seq()).isEqualTo(new Seq(3 + acknowledged));
    }
  }

  @Test
  void write_afterClose_isUnavailable() {
    Stores stores = SqliteStores.open(file);
    stores.close();

    assertUnavailable(stores.log().append(message(chat, alice, 2), NOW));
    assertThatThrownBy(() -> stores.log().read(chat, new Seq(1), 1, 1))
        .isInstanceOf(StoreUnavailableException.class);
    stores.close();
  }
}
