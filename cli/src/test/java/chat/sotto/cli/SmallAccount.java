package chat.sotto.cli;

import chat.sotto.client.Account;
import chat.sotto.client.PasswordSource;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Credentials;
import chat.sotto.client.model.DeletionScope;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
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
import chat.sotto.client.password.RecoveryCode;
import chat.sotto.client.primitives.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Alice's account in a {@link SmallWorld}. */
final class SmallAccount implements Account {
  /** Of {@code abc}. */
  static final String SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final SmallWorld world;
  private final PasswordSource source;

  SmallAccount(SmallWorld world, PasswordSource source) {
    this.world = world;
    this.source = source;
  }

  @Override
  public WhoAmI whoAmI() {
    return new WhoAmI(SmallWorld.ALICE, SmallWorld.DEVICE, SmallWorld.SERVER, world.loggedIn);
  }

  @Override
  public void login(Password password) {
    world.failIfWanted();
    world.checkPassword(password.text());
    world.loggedIn = true;
  }

  @Override
  public void logout() {
    world.failIfWanted();
    world.loggedIn = false;
  }

  @Override
  public void changePassword(Password oldPassword, Password newPassword) {
    world.checkPassword(oldPassword.text());
    world.password = newPassword.text();
  }

  @Override
  public RecoveryCode recover(RecoveryCode recoveryCode, Password newPassword) {
    if (!recoveryCode.equals(SmallWorld.CODE)) {
      throw new SottoException(Reason.WRONG_RECOVERY_CODE, "the recovery code is wrong");
    }
    world.password = newPassword.text();
    return RecoveryCode.parse("7654-32ZY-XWVU-TSRQ-PONM-LKJI-HGFE-DCBA");
  }

  @Override
  public void deleteAccount(Password password) {
    world.checkPassword(password.text());
    world.deleted = true;
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(
        new DeviceInfo(SmallWorld.DEVICE, "laptop\u001b[2J", SmallWorld.NOW, null, true));
  }

  @Override
  public Credentials credentials() {
    world.failIfWanted();
    return new Credentials(
        SmallWorld.ALICE,
        SmallWorld.DEVICE,
        "[::1]:7443",
        "localhost:7444",
        "0123.sotto.internal",
        "the CA\n",
        "the certificate\n",
        Instant.parse("2027-02-19T03:00:00Z"),
        Secrets.of(new byte[] {'k', 'e', 'y', '\n'}),
        Secrets.of(new byte[32]));
  }

  @Override
  public ChatId request(Username username) {
    world.failIfWanted();
    return SmallWorld.CHAT;
  }

  @Override
  public List<ChatRequest> requests() {
    return List.of(
        new ChatRequest(SmallWorld.REQUESTED, SmallWorld.BOB, ChatKind.DIRECT, SmallWorld.NOW));
  }

  @Override
  public void accept(ChatId chat) {
    world.calls.add("accept " + chat);
  }

  @Override
  public void decline(ChatId chat) {
    world.calls.add("decline " + chat);
  }

  @Override
  public List<ChatInfo> chats() {
    return List.of(
        new ChatInfo(
            SmallWorld.CHAT,
            ChatKind.DIRECT,
            "bob",
            List.of(SmallWorld.ALICE, SmallWorld.BOB),
            ChatState.ACTIVE,
            2,
            new Seq(7)));
  }

  @Override
  public List<ChatInfo> knownChats() {
    return chats();
  }

  @Override
  public void keep(String name, byte[] content) {
    world.notes.put(name, content.clone());
  }

  @Override
  public Optional<byte[]> kept(String name) {
    return Optional.ofNullable(world.notes.get(name));
  }

  @Override
  public ChatId resolve(String chatArgument) {
    return switch (chatArgument) {
      case "bob", "001122" -> SmallWorld.CHAT;
      case "ffeedd" -> SmallWorld.REQUESTED;
      case "0" ->
          throw new SottoException(Reason.AMBIGUOUS, "'0' could be bob or bert")
              .hint("write more of it");
      default -> throw new SottoException(Reason.CHAT_NOT_FOUND, "no chat '" + chatArgument + "'");
    };
  }

  @Override
  public void leave(ChatId chat) {
    world.calls.add("leave " + chat);
  }

  @Override
  public void deleteChat(ChatId chat) {
    world.chatDeleted = true;
  }

  @Override
  public Epoch rekey(ChatId chat) {
    return new Epoch(3);
  }

  @Override
  public SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    world.failIfWanted();
    ChatMessage said = world.says(SmallWorld.ALICE, text);
    world.messages.set(
        world.messages.size() - 1,
        new ChatMessage(
            chat,
            said.seq(),
            said.sender(),
            said.device(),
            said.time(),
            MessageKind.TEXT,
            text,
            replyTo,
            null,
            MessageStatus.SENT));
    return new SentMessage(chat, said.seq(), said.time());
  }

  @Override
  public CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo) {
    return CompletableFuture.completedFuture(send(chat, text, replyTo));
  }

  @Override
  public List<ChatMessage> read(ChatId chat, ReadQuery query) {
    world.calls.add("read " + query);
    return List.copyOf(world.messages);
  }

  @Override
  public void typing(ChatId chat, boolean typing) {}

  @Override
  public DeletionScope deleteMessage(ChatId chat, Seq seq) {
    world.calls.add("delete " + seq);
    return seq.value() == 1 ? DeletionScope.EVERYONE : DeletionScope.ME;
  }

  @Override
  public Subscription listen(EventListener listener) {
    Thread thread = new Thread(() -> world.waiting.forEach(listener::onEvent));
    thread.start();
    return thread::interrupt;
  }

  @Override
  public List<Announcement> announcements(int limit) {
    return List.copyOf(world.announced.subList(0, Math.min(limit, world.announced.size())));
  }

  @Override
  public Safety safety(Username username) {
    return new Safety(username, "12345 67890", world.verified);
  }

  @Override
  public Safety verify(Username username) {
    world.verified = true;
    return safety(username);
  }

  @Override
  public void block(Username username) {
    world.blocked.add(username);
  }

  @Override
  public void unblock(Username username) {
    world.blocked.remove(username);
  }

  @Override
  public List<Username> blocked() {
    return List.copyOf(world.blocked);
  }

  @Override
  public Invite invite(int uses, Duration lifetime) {
    return new Invite("sotto://localhost:7444/#f.t", uses, SmallWorld.NOW.plus(lifetime));
  }

  @Override
  public List<UserInfo> users() {
    return List.of(new UserInfo(SmallWorld.ALICE, SmallWorld.NOW, SmallWorld.NOW, 1, false, true));
  }

  @Override
  public void disable(Username username) {
    world.disabled.add(username);
  }

  @Override
  public void enable(Username username) {
    world.disabled.remove(username);
  }

  @Override
  public Announcement announce(String text, @Nullable Username to) {
    world.failIfWanted();
    Announcement made =
        new Announcement(world.announced.size() + 1, SmallWorld.NOW, text, to != null);
    world.announced.add(made);
    return made;
  }

  @Override
  public Backup backup() {
    world.failIfWanted();
    return new Backup("/data/backups/20261121T030405.678Z", 4_096, SmallWorld.NOW);
  }

  @Override
  public ServerStats stats() {
    return new ServerStats(1, 2, 3, 4, 5);
  }

  @Override
  public void close() {
    world.calls.add("close");
  }

  /** Whom this account would ask for a password. */
  PasswordSource source() {
    return source;
  }

  @Override
  public SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress) {
    world.failIfWanted();
    SottoException refusal = world.fileRefusals.remove(file.path().getFileName().toString());
    if (refusal != null) {
      throw refusal;
    }
    world.files.add(file);
    progress.progress(0, 1_000_000);
    progress.progress(1_000_000, 1_000_000);
    ChatMessage said =
        world.sends(
            SmallWorld.ALICE,
            new FileInfo(file.path().getFileName().toString(), "text/plain", 3, SHA256, null),
            file.caption());
    return new SentMessage(chat, said.seq(), said.time());
  }

  @Override
  public SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
    world.failIfWanted();
    world.targets.add(target);
    Path path = target.path();
    if (Files.exists(path) && !Files.isDirectory(path) && !target.overwrite()) {
      throw new SottoException(Reason.FILE_EXISTS, path + " is there already")
          .hint("say that it may be overwritten");
    }
    progress.progress(3, 3);
    return new SavedFile(
        Files.isDirectory(path) ? path.resolve("safe.jpg") : path,
        new FileInfo("../\u001b[2Jx.jpg", "image/jpeg", 3, SHA256, null));
  }
}
