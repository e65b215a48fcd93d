package chat.sotto.client;

import chat.sotto.client.agent.AgentServer;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.Credentials;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.ReadQuery;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SaveTarget;
import chat.sotto.client.model.SavedFile;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.Subscription;
import chat.sotto.client.model.TransferListener;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import chat.sotto.client.password.Password;
import chat.sotto.client.password.PasswordKeys;
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.profile.DeviceCredentials;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileDirectory;
import chat.sotto.client.profile.ProfileHeader;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.ProfileLock;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.session.Connector;
import chat.sotto.client.session.EventHub;
import chat.sotto.client.session.LiveSession;
import chat.sotto.client.session.ServerPlace;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.OpenedSession;
import chat.sotto.client.transport.ServerLinks;
import chat.sotto.client.vault.VaultOwner;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An account whose profile this process holds. The profile is unsealed when something first needs
 * what is in it: so {@code login} asks the server before a wrong password could be told from a
 * right one here.
 */
final class LocalAccount implements Account {

  private final ProfileDirectory directory;
  private final ProfileLock lock;
  private final PasswordSource passwords;
  private final OpenMode mode;
  private final InstantSource clock;
  private final ProfileIdentity identity;
  private final Connector connector;
  private final PasswordFlow passwordFlow;
  private final EventHub hub = new EventHub();
  private @Nullable OpenProfile open;
  private @Nullable AgentServer agent;
  private boolean closed;

  LocalAccount(
      ProfileDirectory directory,
      ProfileLock lock,
      PasswordSource passwords,
      OpenMode mode,
      InstantSource clock) {
    this.directory = directory;
    this.lock = lock;
    this.passwords = passwords;
    this.mode = mode;
    this.clock = clock;
    ProfileHeader header = ProfileHeader.read(directory);
    this.identity = header.identity();
    ServerAddress address = header.address();
    this.connector =
        new Connector(
            new ServerPlace(
                identity.caFingerprint(),
                new Endpoint(address.chatHost(), address.chatPort()),
                new Endpoint(address.enrolHost(), address.enrolPort())),
            new DeviceCredentials(directory),
            clock);
    this.passwordFlow =
        new PasswordFlow(connector, new VaultOwner(identity.caFingerprint(), identity.username()));
  }

  // The profile

  /** Takes a profile that is open already. */
  synchronized void adopt(Profile profile) {
    open = OpenProfile.assemble(profile, connector, hub, clock, mode);
  }

  /** Unseals the profile, and serves it to other processes until this closes. */
  synchronized void serve() {
    var unused = unsealed();
    agent = AgentServer.start(directory, this);
  }

  private synchronized OpenProfile unsealed() {
    if (closed) {
      throw new SottoException(Reason.NOT_LOGGED_IN, "the account is closed");
    }
    if (open == null) {
      adopt(
          Profile.openWithPassword(
              directory, passwordFlow.keys(passwords.password()).profileWrapKey()));
    }
    return Objects.requireNonNull(open);
  }

  private synchronized OpenProfile unsealedWith(PasswordKeys keys) {
    if (open == null) {
      adopt(Profile.openWithPassword(directory, keys.profileWrapKey()));
    }
    return unsealed();
  }

  private synchronized OpenProfile unsealedWithRecovery(PasswordKeys keys) {
    if (open == null) {
      adopt(Profile.openWithRecovery(directory, keys.profileWrapKey()));
    }
    return unsealed();
  }

  private LiveSession session() {
    OpenProfile profile = unsealed();
    requireLogin(profile);
    return profile.session();
  }

  private static void requireLogin(OpenProfile profile) {
    if (profile.profile().secrets().findSession().isEmpty()) {
      throw new SottoException(Reason.NOT_LOGGED_IN, "this profile is not logged in")
          .hint("log in first: sotto login");
    }
  }

  /** A call that needs a session and nothing of the chats. */
  private <T> T call(Function<ServerLinks, T> call) {
    requireLogin(unsealed());
    return connector.call(call);
  }

  private void run(Consumer<ServerLinks> call) {
    var unused =
        call(
            server -> {
              call.accept(server);
              return true;
            });
  }

  // Who, and the session

  @Override
  public synchronized WhoAmI whoAmI() {
    boolean loggedIn =
        open == null
            ? Profile.hasSession(directory)
            : open.profile().secrets().findSession().isPresent();
    return new WhoAmI(identity.username(), identity.device(), identity.serverId(), loggedIn);
  }

  @Override
  public void login(Password password) {
    logInAs(passwordFlow.keys(password));
  }

  void logInAs(PasswordKeys keys) {
    if (connector.needsDeviceKey()) {
      // Its certificate has expired: only the unsealed device key can ask for another.
      var unused = unsealedWith(keys);
    }
    OpenedSession session = passwordFlow.logIn(keys);
    OpenProfile profile = unsealedWith(keys);
    profile.settle(keys);
    passwordFlow.keep(profile.profile(), session, keys);
    profile.session().loggedIn();
  }

  @Override
  public void logout() {
    OpenProfile profile = unsealed();
    profile.session().disconnect();
    passwordFlow.logOut(profile.profile());
  }

  @Override
  public void changePassword(Password oldPassword, Password newPassword) {
    OpenProfile profile = unsealed();
    passwordFlow.change(profile.profile(), oldPassword, newPassword);
    profile.session().loggedIn();
  }

  @Override
  public RecoveryCode recover(RecoveryCode recoveryCode, Password newPassword) {
    PasswordKeys recovery = passwordFlow.keys(recoveryCode);
    if (connector.needsDeviceKey()) {
      // Its certificate has expired: only the unsealed device key can ask for another.
      var unused = unsealedWithRecovery(recovery);
    }
    ByteString sealed = passwordFlow.proveRecovery(recovery);
    OpenProfile profile = unsealedWithRecovery(recovery);
    RecoveryCode newCode = passwordFlow.recover(profile.profile(), recovery, sealed, newPassword);
    profile.session().disconnect();
    return newCode;
  }

  @Override
  public void deleteAccount(Password password) {
    PasswordKeys keys = passwordFlow.keys(password);
    OpenProfile profile = unsealedWith(keys);
    requireLogin(profile);
    try {
      passwordFlow.deleteAccount(keys);
    } catch (SottoException e) {
      // An earlier attempt got through and its answer did not.
      if (!e.is(Reason.ACCOUNT_DELETED)) {
        throw e;
      }
    }
    synchronized (this) {
      profile.close();
      open = null;
      closed = true;
      directory.delete();
    }
    hub.end(new SottoException(Reason.ACCOUNT_DELETED, "the account was deleted"));
  }

  @Override
  public List<DeviceInfo> devices() {
    return call(server -> server.auth().devices()).stream()
        .map(
            device ->
                new DeviceInfo(
                    device.device(),
                    device.name(),
                    Instant.ofEpochMilli(device.createdMs()),
                    device.lastSeenMs() == 0 ? null : Instant.ofEpochMilli(device.lastSeenMs()),
                    device.device().equals(identity.device())))
        .toList();
  }

  @Override
  public Credentials credentials() {
    OpenProfile profile = unsealed();
    requireLogin(profile);
    return ExportedCredentials.of(profile.profile(), connector, clock);
  }

  // Chats

  @Override
  public ChatId request(Username username) {
    return session().request(username);
  }

  @Override
  public List<ChatRequest> requests() {
    return session().requests();
  }

  @Override
  public void accept(ChatId chat) {
    session().accept(chat);
  }

  @Override
  public void decline(ChatId chat) {
    session().decline(chat);
  }

  @Override
  public List<ChatInfo> chats() {
    return session().chats();
  }

  @Override
  public List<ChatInfo> knownChats() {
    return unsealed().session().knownChats();
  }

  @Override
  public ChatId resolve(String chatArgument) {
    return ChatArgument.resolve(chatArgument, unsealed().session());
  }

  @Override
  public void leave(ChatId chat) {
    session().leave(chat);
  }

  @Override
  public void deleteChat(ChatId chat) {
    session().deleteChat(chat);
  }

  @Override
  public Epoch rekey(ChatId chat) {
    return session().rekey(chat);
  }

  // Messages

  @Override
  public SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    return session().send(chat, text, replyTo);
  }

  @Override
  public CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo) {
    return session().sendAsync(chat, text, replyTo);
  }

  @Override
  public SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress) {
    return session().sendFile(chat, file, progress);
  }

  @Override
  public SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
    return session().save(chat, seq, target, progress);
  }

  @Override
  public List<ChatMessage> read(ChatId chat, ReadQuery query) {
    return session().read(chat, query);
  }

  @Override
  public void typing(ChatId chat, boolean typing) {
    session().typing(chat, typing);
  }

  @Override
  public DeletionScope deleteMessage(ChatId chat, Seq seq) {
    return session().deleteMessage(chat, seq);
  }

  @Override
  public Subscription listen(EventListener listener) {
    return session().listen(listener);
  }

  @Override
  public List<Announcement> announcements(int limit) {
    if (limit < 1 || limit > ReadQuery.MAX_LIMIT) {
      throw new SottoException(
              Reason.INVALID_FIELD, "limit must be from 1 to " + ReadQuery.MAX_LIMIT)
          .field("limit");
    }
    return session().announcements(limit);
  }

  // People

  @Override
  public Safety safety(Username username) {
    return session().safety(username);
  }

  @Override
  public Safety verify(Username username) {
    return session().verify(username);
  }

  @Override
  public void block(Username username) {
    run(server -> server.directory().block(username));
  }

  @Override
  public void unblock(Username username) {
    run(server -> server.directory().unblock(username));
  }

  @Override
  public List<Username> blocked() {
    return call(server -> server.directory().blocked());
  }

  // A program's own notes

  @Override
  public void keep(String name, byte[] content) {
    unsealed().profile().secrets().storeNote(name, content);
  }

  @Override
  public Optional<byte[]> kept(String name) {
    return unsealed().profile().secrets().findNote(name);
  }

  // The operator

  @Override
  public Invite invite(int uses, Duration lifetime) {
    return call(server -> server.admin().invite(uses, lifetime));
  }

  @Override
  public List<UserInfo> users() {
    return call(server -> server.admin().users());
  }

  @Override
  public void disable(Username username) {
    run(server -> server.admin().disable(username));
  }

  @Override
  public void enable(Username username) {
    run(server -> server.admin().enable(username));
  }

  @Override
  public Announcement announce(String text, @Nullable Username to) {
    return call(server -> server.admin().announce(text, to));
  }

  @Override
  public Backup backup() {
    return call(server -> server.admin().backup());
  }

  @Override
  public ServerStats stats() {
    return call(server -> server.admin().stats());
  }

  @Override
  public void close() {
    OpenProfile profile;
    AgentServer server;
    synchronized (this) {
      closed = true;
      server = agent;
      agent = null;
      profile = open;
      open = null;
    }
    if (server != null) {
      server.close();
    }
    if (profile != null) {
      profile.close();
    }
    hub.end(new SottoException(Reason.SERVER_UNREACHABLE, "the account is closed"));
    connector.close();
    lock.close();
  }
}
