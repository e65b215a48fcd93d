package chat.sotto.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.attachment.AttachmentKey;
import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.content.ContentCodec;
import chat.sotto.client.group.InterimGroupAgreement;
import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Event.SecurityWarning;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.profile.StoredUpload;
import chat.sotto.client.profile.WrapKeys;
import chat.sotto.client.spool.Spool;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.vault.VaultOwner;
import com.google.crypto.tink.util.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that says that it was restored: which chats that ends, and which it does not. */
class ReconciliationTest {

  private static final CaFingerprint SERVER = CaFingerprint.of(new byte[32]);
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");

  private static final ReadQuery ALL = new ReadQuery(100, null, false);

  @TempDir Path folder;
  private final LocalDevice alice = device(ALICE);
  private final ScriptedServer server =
      new ScriptedServer(alice, device(BOB), new InterimGroupAgreement(SERVER));
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private Profile profile;
  private LiveSession session;
  private ChatId chat;

  private static LocalDevice device(Username user) {
    DeviceKey key = DeviceKey.generate();
    return new LocalDevice(
        DeviceCredential.attest(
            AccountKey.generate(),
            SERVER,
            user,
            DeviceId.random(),
            key.publicKey(),
            Generation.FIRST),
        key);
  }

  @BeforeEach
  void start() {
    profile =
        Profile.create(
            new ProfileDirectory(folder.resolve("profile")),
            new ProfileIdentity(ALICE, alice.device(), SERVER, Bytes.copyFrom(new byte[] {1})),
            new ServerAddress("localhost", 1, "localhost", 2),
            new WrapKeys(AeadKey.random(), AeadKey.random()),
            created -> {});
    session = open(true);
    var unused = session.listen(events::add);
    chat = session.request(BOB);
    server.join(chat);
    server.renameHistory("first");
    session.send(chat, "hello", null);
  }

  private LiveSession open(boolean longRunning) {
    return new LiveSession(
        new LiveSession.Parts(
            profile,
            alice,
            new VaultOwner(SERVER, ALICE),
            server,
            new EventHub(),
            InstantSource.system(),
            longRunning));
  }

  @AfterEach
  void stop() {
    session.close();
    profile.close();
  }

  private ChatState state() {
    return session.knownChats().stream().map(ChatInfo::state).findFirst().orElseThrow();
  }

  private List<String> warnings() {
    List<String> found = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof SecurityWarning warning) {
        found.add(warning.kind() + ": " + warning.message());
      }
    }
    return found;
  }

  private List<String> texts(ReadQuery query) {
    return session.read(chat, query).stream()
        .map(message -> message.kind() + " " + message.text())
        .toList();
  }

  @Test
  void reconcile_listIsOlderThanTheChat_chatGoesOn() {
    server.renameHistory("second");

    session.send(chat, "still here", null);

    assertThat(server.left()).isZero();
    assertThat(warnings()).isEmpty();
    assertThat(state()).isEqualTo(ChatState.ACTIVE);
  }

  @Test
  void reconcile_logEndsBeforeOurs_closesAndTells() {
    server.restore(2);

    await().until(() -> !warnings().isEmpty());
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("LOG_ROLLED_BACK")
        .contains("ends at #2")
        .contains("up to #3");
    assertThat(server.left()).isEqualTo(1);
    assertThat(state()).isEqualTo(ChatState.CLOSED);
  }

  @Test
  void reconcile_messagesWaited_areNotSentAndCanBeRead() {
    server.goAway();
    CompletableFuture<SentMessage> first = session.sendAsync(chat, "waited", null);
    CompletableFuture<SentMessage> second = session.sendAsync(chat, "waited too", new Seq(3));
    server.restore(2);
    server.comeBack();

    await().until(() -> first.isCompletedExceptionally() && second.isCompletedExceptionally());
    await().until(() -> !warnings().isEmpty());
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("2 of your messages that waited were not sent")
        .contains("sotto read " + chat);
    assertThat(texts(ALL)).endsWith("TEXT hello", "NOT_SENT waited", "NOT_SENT waited too");
    assertThat(texts(new ReadQuery(1, null, false))).containsExactly("NOT_SENT waited too");
    assertThat(texts(new ReadQuery(100, new Seq(9), false))).endsWith("TEXT hello");

    // The next process neither sends them nor loses them.
    session.close();
    int dialled = server.dialled();
    session = open(true);
    var unused = session.listen(events::add);
    await().until(() -> server.dialled() > dialled);
    assertThat(texts(ALL)).endsWith("TEXT hello", "NOT_SENT waited", "NOT_SENT waited too");
    assertThat(server.messageIds()).isEmpty();

    session.deleteChat(chat);
    assertThat(profile.outbox().all()).isEmpty();
  }

  /** A file that is sealed and waits. */
  private StoredUpload sealed() {
    SealedFile file =
        new SealedFile(
            new FileInfo("a.txt", "text/plain", 3, "00".repeat(32), null),
            AttachmentId.random(),
            AttachmentKey.random(),
            Bytes.copyFrom(new byte[32]));
    return StoredUpload.beginning(
            chat, ClientMessageId.random(), file.id(), Spool.freshName(), Instant.EPOCH)
        .sealed(ContentCodec.file(file, "look", Optional.empty()), file.sealedSha256());
  }

  @Test
  void read_fileRefusedWhenNobodyWaited_isShownAsNotSent() {
    StoredUpload waiting = sealed();
    profile.transfers().put(waiting);
    assertThat(texts(ALL)).endsWith("TEXT hello");

    profile.transfers().replace(waiting.refused());

    assertThat(texts(ALL)).endsWith("TEXT hello", "NOT_SENT look");
  }

  @Test
  void outbox_fileOfAnEarlierProcessInAClosedChat_isShownAsNotSent() {
    session.leave(chat);
    session.close();
    profile.transfers().commit(sealed());

    session = open(true);
    var unused = session.listen(events::add);

    await().until(() -> profile.outbox().all().isEmpty());
    assertThat(texts(ALL)).endsWith("TEXT hello", "NOT_SENT look");
    session.deleteChat(chat);
    assertThat(profile.transfers().uploads()).isEmpty();
  }

  @Test
  void chats_listIsOlderThanTheChat_chatGoesOn() {
    session.close();
    session = open(false);

    assertThat(session.chats()).extracting(ChatInfo::state).containsExactly(ChatState.ACTIVE);

    assertThat(server.left()).isZero();
  }

  @Test
  void announcements_serverNeverStops_areFetchedUpToWhatServersKeep() {
    session.close();
    session = open(false);
    server.talkForEver();

    assertThat(session.announcements(1000)).hasSize(1000);

    assertThat(profile.announcements().lastId()).isEqualTo(1000);
  }

  @Test
  void deleteChat_endsBetweenServerAndProfile_theServerIsNotAccused() {
    server.beforeDeleting(
        () -> {
          assertThat(state()).as("here first").isEqualTo(ChatState.CLOSED);
          throw new SottoException(Reason.SERVER_UNREACHABLE, "no answer came");
        });

    assertThatThrownBy(() -> session.deleteChat(chat)).isInstanceOf(SottoException.class);

    int dialled = server.dialled();
    server.restore(0);
    // Once to hear of it, once more after the comparison.
    await().until(() -> server.dialled() == dialled + 2);
    assertThat(session.chats()).extracting(ChatInfo::state).containsExactly(ChatState.CLOSED);
    assertThat(warnings()).isEmpty();
    server.beforeDeleting(() -> {});
    session.deleteChat(chat);
    assertThat(session.knownChats()).isEmpty();
  }
}
