package chat.sotto.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sotto.service.domain.AuthKey;
import chat.sotto.service.domain.AuthVerifier;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.CommitStatement;
import chat.sotto.service.domain.Credentials;
import chat.sotto.service.domain.DeviceCertificate;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.MessageDraft;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.Scope;
import chat.sotto.service.domain.SealedVaultKeys;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.SessionRecord;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AppendOutcome;
import chat.sotto.service.store.CreateOutcome;
import chat.sotto.service.store.DepartureOutcome;
import chat.sotto.service.store.RegisterOutcome;
import chat.sotto.service.store.Registration;
import chat.sotto.service.store.Stores;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store under test, and the people in it. */
public abstract class StoreContract {
  protected static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  protected static final Duration MONTH = Duration.ofDays(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  protected Stores stores;

  /** A new, empty store. */
  protected abstract Stores open();

  @BeforeEach
  void openStore() {
    stores = open();
  }

  @AfterEach
  void closeStore() {
    stores.close();
  }

  /** The result of a write that must not fail. */
  public static <T> T done(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  public static ByteString randomBytes(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  public static ChatId newChatId() {
    return ChatId.random(RANDOM);
  }

  public static ClientMessageId newClientId() {
    return ClientMessageId.random(RANDOM);
  }

  public static DeviceRef newDevice(String name) {
    return new DeviceRef(Username.of(name), DeviceId.random(RANDOM));
  }

  public static AuthKey authKey(int seed) {
    byte[] bytes = new byte[AuthKey.SIZE];
    bytes[0] = (byte) seed;
    return AuthKey.of(ByteString.copyFrom(bytes));
  }

  public static AuthVerifier verifier(int seed) {
    return AuthVerifier.of(authKey(seed), RANDOM);
  }

  public static DeviceCertificate certificate(Instant issued) {
    return new DeviceCertificate(randomBytes(300), randomBytes(16), randomBytes(32), issued);
  }

  public static Registration registration(DeviceRef device) {
    return registration(device, Optional.empty());
  }

  public static Registration registration(DeviceRef device, Optional<TokenHash> token) {
    return new Registration(
        token,
        device,
        randomBytes(32),
        "laptop",
        randomBytes(32),
        randomBytes(64),
        certificate(NOW),
        authKey(1),
        new Credentials(
            verifier(1), verifier(2), new SealedVaultKeys(randomBytes(92), randomBytes(92))),
        Optional.of(randomBytes(60)),
        false);
  }

  protected DeviceRef register(String name) {
    DeviceRef device = newDevice(name);
    RegisterOutcome outcome = done(stores.accounts().register(registration(device), NOW));
    assertThat(outcome).isInstanceOf(RegisterOutcome.Registered.class);
    return device;
  }

  protected SessionRecord openSession(DeviceRef device, Instant now) {
    SessionRecord session =
        new SessionRecord(TokenHash.of(randomBytes(32)), device, Set.of(Scope.SEND), now, now);
    assertThat(done(stores.sessions().create(session))).isTrue();
    return session;
  }

  public static CommitDraft commit(
      ChatId chat, DeviceRef author, long afterHandshake, CommitStatement statement) {
    return new CommitDraft(
        chat,
        author,
        newClientId(),
        new Seq(afterHandshake),
        randomBytes(50),
        statement,
        randomBytes(70));
  }

  public static CommitDraft request(DeviceRef from, DeviceRef to) {
    return commit(newChatId(), from, 0, CommitStatement.founding(from, List.of(to.user())));
  }

  protected CreateOutcome create(CommitDraft request) {
    return create(request, NOW);
  }

  protected CreateOutcome create(CommitDraft request, Instant now) {
    return done(stores.chats().create(ChatKind.DIRECT, request, now));
  }

  /** A chat that one has asked for and the other has not answered. */
  protected ChatId pending(DeviceRef from, DeviceRef to) {
    CommitDraft request = request(from, to);
    assertThat(create(request)).isInstanceOf(CreateOutcome.Created.class);
    return request.chat();
  }

  /** A chat that the other has accepted: two commits are in its log. */
  protected ChatId active(DeviceRef from, DeviceRef to) {
    ChatId chat = pending(from, to);
    stored(accept(chat, to, 1));
    return chat;
  }

  protected AppendOutcome accept(ChatId chat, DeviceRef device, long afterHandshake) {
    return done(
        stores
            .chats()
            .accept(commit(chat, device, afterHandshake, CommitStatement.joining(device)), NOW));
  }

  public static MessageDraft message(ChatId chat, DeviceRef sender, long afterHandshake) {
    return new MessageDraft(chat, sender, newClientId(), new Seq(afterHandshake), randomBytes(300));
  }

  protected AppendOutcome send(ChatId chat, DeviceRef sender) {
    return done(stores.log().append(message(chat, sender, 2), NOW));
  }

  public static AppendOutcome.Stored stored(AppendOutcome outcome) {
    assertThat(outcome).isInstanceOf(AppendOutcome.Stored.class);
    return (AppendOutcome.Stored) outcome;
  }

  public static CreateOutcome.Created created(CreateOutcome outcome) {
    assertThat(outcome).isInstanceOf(CreateOutcome.Created.class);
    return (CreateOutcome.Created) outcome;
  }

  public static DepartureOutcome.Departed departed(DepartureOutcome outcome) {
    assertThat(outcome).isInstanceOf(DepartureOutcome.Departed.class);
    return (DepartureOutcome.Departed) outcome;
  }

  public static Optional<Rejection.Reason> rejection(AppendOutcome outcome) {
    return outcome.fold(
        accepted -> Optional.empty(), rejected -> Optional.of(rejected.rejection().reason()));
  }

  public static Optional<Rejection.Reason> rejection(CreateOutcome outcome) {
    return outcome.fold(
        accepted -> Optional.empty(),
        existing -> Optional.empty(),
        rejected -> Optional.of(rejected.rejection().reason()));
  }

  public static Optional<Rejection.Reason> rejection(DepartureOutcome outcome) {
    return outcome.fold(
        accepted -> Optional.empty(), rejected -> Optional.of(rejected.rejection().reason()));
  }
}
