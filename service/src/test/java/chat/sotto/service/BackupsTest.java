package chat.sotto.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.sotto.service.contract.StoreContract;
import chat.sotto.service.domain.AttachmentDraft;
import chat.sotto.service.domain.AttachmentId;
import chat.sotto.service.domain.BlobId;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Invite;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.StoreFile;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.blob.DirectoryBlobs;
import chat.sotto.service.store.blob.MemoryBlobs;
import chat.sotto.service.store.memory.MemoryStores;
import chat.sotto.service.store.sql.SqliteStores;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;
import chat.sotto.service.usecase.admin.BackupMaker;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A data folder is copied completely or not at all, and its copy serves. */
class BackupsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:04:05.678Z");

  @TempDir Path folder;
  private Path data = Path.of("");
  private Stores stores = MemoryStores.open();
  private BlobStore blobs = new MemoryBlobs();

  @BeforeEach
  void open() throws IOException {
    data = folder.resolve("data");
    Files.createDirectory(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(data.resolve("ca.key"), "the key");
    Files.writeString(data.resolve("ca.pem"), "the certificate");
    stores = SqliteStores.open(data.resolve("sotto.db"));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private Backups backups(Optional<StoreFile> file) {
    return new Backups(
        Optional.of(data), file, attachments(), "abc", Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private AttachmentBackup attachments() {
    return new AttachmentBackup(stores.attachments(), blobs);
  }

  private static DeviceRef register(Stores stores, String name) {
    DeviceRef device = StoreContract.newDevice(name);
    StoreContract.done(stores.accounts().register(StoreContract.registration(device), NOW));
    return device;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void make_copiesWhatADataFolderHas_forItsOwnerAlone() throws Exception {
    register(stores, "alice");
    Files.writeString(data.resolve("server.properties"), "registration=open");
    Path profile = Files.createDirectory(data.resolve("operator"));
    Files.writeString(profile.resolve("profile.json"), "{}");
    Files.writeString(profile.resolve("lock"), "");
    Files.writeString(profile.resolve("sotto.log"), "noise");
    SqliteStores.open(profile.resolve("profile.db")).close();

    BackupMaker.Made made = backups(stores.file()).make();

    assertThat(made.folder()).isEqualTo(data.resolve("backups").resolve("20261121T030405.678Z"));
    assertThat(made.time()).isEqualTo(NOW);
    assertThat(names(made.folder()))
        .containsExactly(
            "MANIFEST",
            "ca.key",
            "ca.pem",
            "operator/profile.db",
            "operator/profile.json",
            "server.properties",
            "sotto.db");
    try (Stream<Path> all = Files.walk(data.resolve("backups"))) {
      assertThat(all)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
    long bytes = 0;
    for (String name : names(made.folder())) {
      bytes += Files.size(made.folder().resolve(name));
    }
    assertThat(made.bytes()).isEqualTo(bytes);
  }

  @Test
  void make_attachmentsInAFolder_addsThoseThatAreComplete() throws Exception {
    blobs = DirectoryBlobs.open(data.resolve("attachments"));
    DeviceRef alice = register(stores, "alice");
    DeviceRef bob = register(stores, "bob");
    ChatId chat = chat(alice, bob);
    BlobId complete = attach(chat, alice, ByteString.copyFromUtf8("complete"), true);
    attach(chat, alice, ByteString.copyFromUtf8("not yet"), false);

    BackupMaker.Made made = backups(stores.file()).make();

    String name = "attachments/" + complete.toString().substring(0, 2) + "/" + complete;
    assertThat(names(made.folder()))
        .containsOnlyOnce(name)
        .filteredOn(n -> n.startsWith("att"))
        .hasSize(1);
    assertThat(made.folder().resolve(name)).hasContent("complete");
    assertThat(Files.readString(made.folder().resolve("MANIFEST")))
        .contains("# 8 bytes:\n" + Hashing.sha256().hashString("complete", UTF_8) + "  " + name);
    blobs.close();
    try (BlobStore restored = DirectoryBlobs.open(made.folder().resolve("attachments"))) {
      assertThat(restored.findSize(complete)).contains(8L);
    }
  }

  private ChatId chat(DeviceRef one, DeviceRef other) {
    CommitDraft request = StoreContract.request(one, other);
    StoreContract.created(StoreContract.done(stores.chats().create(ChatKind.DIRECT, request, NOW)));
    StoreContract.stored(
        StoreContract.done(
            stores
                .chats()
                .accept(
                    StoreContract.commit(request.chat(), other, 1, CommitStatement.joining(other)),
                    NOW)));
    return request.chat();
  }

  private BlobId attach(ChatId chat, DeviceRef uploader, ByteString data, boolean all) {
    SecureRandom random = new SecureRandom();
    AttachmentDraft draft =
        new AttachmentDraft(
            chat, AttachmentId.random(random), uploader, data.size(), BlobId.random(random));
    StoreContract.done(stores.attachments().begin(draft, 1 << 20, NOW));
    try (BlobStore.Turn turn = blobs.write(draft.blob())) {
      turn.append(data);
      if (all) {
        ByteString hash =
            ByteString.copyFrom(Hashing.sha256().hashBytes(data.toByteArray()).asBytes());
        assertThat(turn.complete(hash)).isTrue();
        StoreContract.done(
            stores.attachments().complete(chat, draft.id(), draft.blob(), hash, NOW));
      }
    }
    return draft.blob();
  }

  @Test
  void make_manifest_hasTheSizeAndHashOfEachFile() throws Exception {
    BackupMaker.Made made = backups(stores.file()).make();

    List<String> manifest = Files.readAllLines(made.folder().resolve("MANIFEST"));
    assertThat(manifest.get(0)).contains("abc").contains("2026-11-21T03:04:05.678Z");
    for (String name : List.of("ca.key", "ca.pem", "sotto.db")) {
      Path file = made.folder().resolve(name);
      String hash = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
      assertThat(manifest)
          .containsSequence("# " + Files.size(file) + " bytes:", hash + "  " + name);
    }
  }

  @Test
  void make_copyOpens_withWhatWasThere_underAnotherHistory_withoutJoinTokens() throws Exception {
    DeviceRef alice = register(stores, "alice");
    TokenHash token = TokenHash.of(StoreContract.randomBytes(16));
    StoreContract.done(stores.invites().create(new Invite(token, 5, NOW, NOW.plusSeconds(60))));
    BackupMaker.Made made = backups(stores.file()).make();
    register(stores, "bob");

    Path first = folder.resolve("first.db");
    Path second = folder.resolve("second.db");
    Files.copy(made.folder().resolve("sotto.db"), first);
    Files.copy(made.folder().resolve("sotto.db"), second);
    try (Stores one = SqliteStores.open(first);
        Stores other = SqliteStores.open(second)) {
      assertThat(one.accounts().findAccount(alice.user())).isPresent();
      assertThat(one.accounts().stats().users()).isEqualTo(1);
      assertThat(one.invites().find(token)).isEmpty();
      assertThat(List.of(stores.history(), one.history(), other.history()))
          .as("each copy that is served goes its own way")
          .doesNotHaveDuplicates();
    }
    try (Stores again = SqliteStores.open(first);
        Stores original = SqliteStores.open(data.resolve("sotto.db"))) {
      assertThat(original.history()).isEqualTo(stores.history());
      assertThat(again.invites().find(token)).isEmpty();
      StoreContract.done(again.invites().create(new Invite(token, 5, NOW, NOW.plusSeconds(60))));
    }
    try (Stores again = SqliteStores.open(first)) {
      assertThat(again.invites().find(token)).as("only the first start clears").isPresent();
    }
  }

  @Test
  void make_settingsNameAStoreElsewhere_thoseOfTheBackupDoNot() throws Exception {
    Files.writeString(
        data.resolve("server.properties"),
        "port=1\nstore=sqlite:/elsewhere.db\nattachments=file:/elsewhere\n");

    BackupMaker.Made made = backups(stores.file()).make();

    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(made.folder().resolve("server.properties"))) {
      settings.load(reader);
    }
    assertThat(settings).containsOnly(Map.entry("port", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store=sqlite:/x|true",
        "  store : sqlite:/x|true",
        "store sqlite:/x|true",
        "st\\u006fre=sqlite:/x|true",
        "store=\\~ sqlite:/x|true",
        "st\\~ore=sqlite:/x~port=2|true",
        "a=b\\\\~store=c|true",
        "# store=sqlite:/x|false",
        "# a\\~store=c|true",
        "a=b\\~store=c|false",
        "storeroom=1|false",
      })
  void settings_ofABackup_nameNoStore_andAllElse(String text, boolean named) throws Exception {
    Properties before = new Properties();
    before.load(new StringReader(text.replace("~", "\n")));
    assertThat(before.containsKey("store")).as("the test means what it says").isEqualTo(named);

    String copied = CopiedSettings.of(text.replace("~", "\n"));

    Properties after = new Properties();
    after.load(new StringReader(copied));
    before.remove("store");
    assertThat(after).isEqualTo(before);
    assertThat(copied.contains("# This is a backup")).isEqualTo(named);
  }

  @Test
  void profileFile_deletedSinceItWasListed_isPassedOver_andOneThatCannotBeReadIsNot()
      throws Exception {
    Path backup = folder.resolve("copy");
    Path target = Files.createDirectories(backup.resolve("operator"));
    BackupFolder copy = new BackupFolder(backup);

    copy.profileFile(data.resolve("gone"), "operator/gone");
    assertThat(names(target)).isEmpty();

    Path unreadable = Files.createDirectory(data.resolve("folder"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> copy.profileFile(unreadable, "operator/folder"));
  }

  @Test
  void make_thatFails_leavesNothing() throws Exception {
    Files.delete(data.resolve("ca.pem"));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> backups(stores.file()).make())
        .matches(e -> e.reason() == Reason.BACKUP_FAILED);
    assertThat(names(data.resolve("backups"))).isEmpty();
    try (Stream<Path> left = Files.list(data.resolve("backups"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void make_removesWhatAKilledServerLeft() throws Exception {
    Path left = data.resolve("backups").resolve(".unfinished-x");
    Files.createDirectories(
        left, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(left.resolve("sotto.db"), "half");

    backups(stores.file()).make();

    assertThat(left).doesNotExist();
  }

  @Test
  void make_withoutRoom_saysHowMuchIsMissing() {
    StoreFile huge =
        new StoreFile() {
          @Override
          public long size() {
            return Long.MAX_VALUE / 2;
          }

          @Override
          public boolean forgetDeleted() {
            return true;
          }

          @Override
          public void copyTo(Path target, Instant now) {
            throw new AssertionError("there is no room");
          }
        };

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> backups(Optional.of(huge)).make())
        .withMessageContaining("bytes")
        .withMessageContaining("free")
        .matches(e -> e.reason() == Reason.BACKUP_FAILED);
  }

  @Test
  void make_whileAnotherIsMade_isRefused() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    StoreFile slow =
        new StoreFile() {
          @Override
          public long size() {
            return 1;
          }

          @Override
          public boolean forgetDeleted() {
            return true;
          }

          @Override
          public void copyTo(Path target, Instant now) throws IOException {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    Backups backups = backups(Optional.of(slow));
    CompletableFuture<BackupMaker.Made> first = CompletableFuture.supplyAsync(backups::make);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(backups::make)
        .matches(e -> e.reason() == Reason.BACKUP_RUNNING);
    goOn.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS).folder()).isDirectory();
  }

  @Test
  void make_ofAStoreInMemory_isRefused_sayingWhy() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> backups(MemoryStores.open().file()).make())
        .withMessageContaining("in memory")
        .matches(e -> e.reason() == Reason.BACKUP_UNAVAILABLE);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                new Backups(
                        Optional.empty(), stores.file(), attachments(), "abc", Clock.systemUTC())
                    .make())
        .withMessageContaining("no data directory");
  }

  @Test
  void make_intoAFolderThatOthersMayEnter_isRefused() throws Exception {
    Path open = Files.createDirectory(data.resolve("backups"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(open.resolve("x"), "");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> backups(stores.file()).make())
        .withMessageContaining("chmod 700");
  }
}
