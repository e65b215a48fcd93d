package chat.sotto.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.client.group.InterimGroupAgreement;
import chat.sotto.client.identity.AccountKey;
import chat.sotto.client.identity.DeviceCredential;
import chat.sotto.client.identity.DeviceKey;
import chat.sotto.client.identity.LocalDevice;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Generation;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.SentMessage;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The outbox against a scripted server: whatever happens on the way, the log has each message once
 * and in order.
 */
class OutboxOrderTest {

  private static final CaFingerprint SERVER = CaFingerprint.of(new byte[32]);
  private static final Username ALICE = new Username("alice");
  private static final Username BOB = new Username("bob");

  @TempDir Path folder;
  private final LocalDevice alice = device(ALICE);
  private final ScriptedServer server =
      new ScriptedServer(alice, device(BOB), new InterimGroupAgreement(SERVER));
  private Profile profile;
  private LiveSession session;
  private ChatId chat;

  private static LocalDevice device(Username user) {
    AccountKey account = AccountKey.generate();
    DeviceKey key = DeviceKey.generate();
    return new LocalDevice(
        DeviceCredential.attest(
            account, SERVER, user, DeviceId.random(), key.publicKey(), Generation.FIRST),
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
    session = open();
    chat = session.request(BOB);
    server.join(chat);
  }

  private LiveSession open() {
    return new LiveSession(
        new LiveSession.Parts(
            profile,
            alice,
            new VaultOwner(SERVER, ALICE),
            server,
            new EventHub(),
            InstantSource.system(),
            true));
  }

  @AfterEach
  void stop() {
    session.close();
    profile.close();
  }

  private void sendAndAwait(int count) {
    List<CompletableFuture<SentMessage>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(session.sendAsync(chat, "message " + i, null));
    }
    await().until(() -> sent.stream().allMatch(CompletableFuture::isDone));
    List<Long> places =
        sent.stream().map(CompletableFuture::join).map(s -> s.seq().value()).toList();
    assertThat(places).isSorted();
    assertThat(server.messageIds()).hasSize(count).doesNotHaveDuplicates();
    await().until(() -> texts().size() == count);
    for (int i = 0; i < count; i++) {
      assertThat(texts().get(i)).isEqualTo("message " + i);
    }
  }

  private List<String> texts() {
    return session.read(chat, new ReadQuery(1000, null, false)).stream()
        .filter(message -> message.kind() == MessageKind.TEXT)
        .map(message -> String.valueOf(message.text()))
        .toList();
  }

  @Test
  void send_nothingInTheWay_keepsOrder() {
    sendAndAwait(30);
  }

  @Test
  void send_streamBreaksBeforeStoring_sendsAllAgainInOrder() {
    server.script(ScriptedServer.Fate.BREAK_BEFORE);

    sendAndAwait(20);

    assertThat(server.dialled()).isEqualTo(2);
  }

  @Test
  void send_streamBreaksBeforeTheAnswer_storesOnce() {
    server.script(ScriptedServer.Fate.BREAK_AFTER);

    sendAndAwait(20);
  }

  @Test
  void send_storeFailsInBetween_keepsOrder() {
    server.script(ScriptedServer.Fate.STORE_UNAVAILABLE);
    CompletableFuture<SentMessage> first = session.sendAsync(chat, "first", null);
    await().until(() -> server.rejections() == 1);

    CompletableFuture<SentMessage> second = session.sendAsync(chat, "second", null);

    await().until(() -> first.isDone() && second.isDone());
    assertThat(first.join().seq()).isLessThan(second.join().seq());
  }

  @Test
  void send_otherChangesTheKeyMeanwhile_sealsAgainUnderTheSameId() {
    sendAndAwait(1);
    // Bob's device joins again: a newer epoch, of which Alice's session has not heard.
    server.join(chat);

    CompletableFuture<SentMessage> sent = session.sendAsync(chat, "after the change", null);

    await().until(sent::isDone);
    assertThat(sent.join().seq().value()).isEqualTo(server.log().size());
    await().until(() -> texts().contains("after the change"));
  }

  @Test
  void send_processEndsBeforeTheAnswer_isSentByTheNextOne() {
    server.script(ScriptedServer.Fate.BREAK_BEFORE);
    var unused = session.sendAsync(chat, "kept", null);
    session.close();

    session = open();
    assertThat(session.send(chat, "next", null).seq().value()).isPositive();

    assertThat(texts()).containsExactly("kept", "next");
  }
}
