package chat.sotto.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.content.LogPlace;
import chat.sotto.client.group.InterimGroupAgreement;
import chat.sotto.client.group.Invitation;
import chat.sotto.client.group.NewGroup;
import chat.sotto.client.group.PendingCommit;
import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Event.SecurityWarning;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.AeadKey;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.profile.WrapKeys;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.vault.VaultOwner;
import com.google.crypto.tink.util.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose server, or whose correspondent, does what honest ones do not. */
class SessionTrustTest {

  private static final CaFingerprint SERVER = CaFingerprint.of(new byte[32]);
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");
  private static final Username MALLORY = new Username("mallory");

  @TempDir Path folder;
  private final InterimGroupAgreement agreement = new InterimGroupAgreement(SERVER);
  private final LocalDevice alice = device(ALICE);
  private final LocalDevice bob = device(BOB);
  private final ScriptedServer server = new ScriptedServer(alice, bob, agreement);
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
    session =
        new LiveSession(
            new LiveSession.Parts(
                profile,
                alice,
                new VaultOwner(SERVER, ALICE),
                server,
                new EventHub(),
                InstantSource.system(),
                true));
    var unused = session.listen(events::add);
    chat = session.request(BOB);
    server.join(chat);
    session.send(chat, "hello", null);
  }

  @AfterEach
  void stop() {
    session.close();
    profile.close();
  }

  private static void fails(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SottoException.class, e -> assertThat(e.reason()).isEqualTo(reason.name()));
  }

  private void awaitWarning(SecurityWarning.Kind kind) {
    await()
        .until(
            () ->
                events.stream().anyMatch(e -> e instanceof SecurityWarning w && w.kind() == kind));
  }

  private List<String> texts() {
    return session.read(chat, new ReadQuery(100, null, false)).stream()
        .filter(message -> message.kind() == MessageKind.TEXT)
        .map(message -> String.valueOf(message.text()))
        .toList();
  }

  private long lastPlace() {
    return session.knownChats().get(0).lastSeq().value();
  }

  private String lastMessage() {
    List<ChatMessage> messages = session.read(chat, new ReadQuery(100, null, false));
    ChatMessage last = messages.get(messages.size() - 1);
    return last.kind() + " " + last.text();
  }

  @Test
  void receive_authorSawTheSameLog_goesOn() {
    server.say(chat, "fine", server.head());

    await().until(() -> texts().contains("fine"));
    session.send(chat, "indeed", null);
  }

  @Test
  void receive_authorSawAnotherLog_warnsAndStopsSending() {
    LogHash other = LogHash.of(new byte[32]);
    server.say(chat, "forked", new LogPlace(server.head().seq(), other));

    awaitWarning(SecurityWarning.Kind.LOG_DIFFERS);
    fails(() -> session.send(chat, "not sent", null), Reason.LOG_FORKED);
    assertThat(server.messageIds()).hasSize(2);
  }

  @Test
  void catchUp_serverStatesAnotherPast_warnsAndStopsSending() {
    server.forgeHashes();
    // An epoch of which the session has not heard makes it fetch the log.
    server.join(chat);

    fails(() -> session.send(chat, "not sent", null), Reason.LOG_FORKED);

    awaitWarning(SecurityWarning.Kind.LOG_DIFFERS);
    fails(() -> session.send(chat, "nor this", null), Reason.LOG_FORKED);
  }

  @Test
  void lookUp_accountKeyChanged_warnsAndStopsSending() {
    server.showKey(AccountKey.generate().publicKey());

    fails(() -> session.request(BOB), Reason.PIN_CHANGED);

    awaitWarning(SecurityWarning.Kind.ACCOUNT_KEY_CHANGED);
    fails(() -> session.send(chat, "not sent", null), Reason.PIN_CHANGED);
    // Not before the new number was looked at.
    fails(() -> session.verify(BOB), Reason.PIN_CHANGED);
  }

  @Test
  void commit_doesNotConfirm_joinsAgainAndGoesOn() {
    server.joinBadly(chat);

    await().until(() -> server.log().stream().filter(e -> e.kind() == 2).count() == 4);
    session.send(chat, "back again", null);
    assertThat(texts()).contains("back again");
  }

  @Test
  void commit_skipped_groupInfoIsReplacedByAGoodOne() {
    server.commitJunk(chat);

    awaitWarning(SecurityWarning.Kind.COMMIT_REFUSED);
    await().until(() -> server.groupInfo().length > 100);
    server.join(chat);
    assertThat(session.send(chat, "all of us are here", null).seq().value()).isEqualTo(6);
  }

  @Test
  void deletion_notByTheAuthor_isNotFollowed() {
    server.delete(chat, new Seq(3), bob.device());

    awaitWarning(SecurityWarning.Kind.MESSAGE_REFUSED);
    assertThat(texts()).containsExactly("hello");
  }

  @Test
  void deletion_byTheAuthor_isFollowed() {
    server.delete(chat, new Seq(3), alice.device());

    await().until(() -> texts().isEmpty());
    assertThat(events).noneMatch(SecurityWarning.class::isInstance);
  }

  @Test
  void expired_ofAServerThatKeepsEverything_isShownAsWithheld() {
    server.expire(chat, Instant.now());

    awaitWarning(SecurityWarning.Kind.MESSAGE_WITHHELD);
    assertThat(lastMessage())
        .startsWith("REFUSED the server withholds it")
        .endsWith("keeps messages for as long as their chat");
    session.send(chat, "goes on", null);
  }

  @Test
  void expired_datedBackBehindTheEntryBefore_isShownAsWithheld() {
    server.promise(86_400);
    server.expire(chat, Instant.EPOCH);
    server.expire(chat, Instant.EPOCH);

    awaitWarning(SecurityWarning.Kind.MESSAGE_WITHHELD);
    await().until(() -> server.log().size() == lastPlace());
    assertThat(lastMessage()).endsWith("keeps messages for 1 days");
  }

  @Test
  void expired_sinceTheServerPromisesLess_isBelieved() {
    // This device has not heard of it yet: it asks before it accuses.
    server.promise(60);
    server.expire(chat, Instant.now());
    await().until(() -> lastMessage().startsWith("EXPIRED"));

    assertThat(events).noneMatch(SecurityWarning.class::isInstance);
  }

  @Test
  void send_replyToNothing_isRefusedAndNotSent() {
    fails(() -> session.send(chat, "to what?", new Seq(99)), Reason.ENTRY_NOT_FOUND);
    fails(() -> session.send(chat, "to a commit", new Seq(1)), Reason.ENTRY_NOT_FOUND);

    assertThat(server.messageIds()).hasSize(1);
    assertThat(profile.outbox().all()).isEmpty();
  }

  @Test
  void accept_aThirdPersonInTheDirectChat_isRefused() {
    LocalDevice mallory = device(MALLORY);
    ChatId trap = ChatId.random();
    PendingCommit made =
        agreement.create(
            new NewGroup(
                trap,
                ChatKind.DIRECT,
                List.of(
                    new Invitation(ALICE, alice.credential().accountKey()),
                    new Invitation(BOB, bob.credential().accountKey()))),
            mallory);
    PendingCommit withBob = agreement.join(trap, made.groupInfo().toByteArray(), bob);
    server.invite(trap, BOB, withBob.groupInfo().toByteArray());

    fails(() -> session.accept(trap), Reason.GROUP_INVALID);

    assertThat(session.knownChats()).extracting(c -> c.chat()).containsExactly(chat);
    assertThat(profile.pins().find(MALLORY)).isEmpty();
  }
}
