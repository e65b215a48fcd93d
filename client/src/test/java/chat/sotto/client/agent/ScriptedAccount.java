package chat.sotto.client.agent;

import chat.sotto.client.Account;
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
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.EventListener;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.FileToSend;
import chat.sotto.client.model.ImageInfo;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.ReadQuery;
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
import com.google.crypto.tink.util.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An account without server: it writes down what it was asked, and answers fixed values. */
class ScriptedAccount implements Account {
  static final ChatId CHAT = ChatId.parse("00112233445566778899aabbccddeeff");
  static final DeviceId DEVICE = DeviceId.parse("ffeeddccbbaa99887766554433221100");
  static final Username BOB = new Username("bob");
  static final Instant TIME = Instant.parse("2026-11-21T03:00:00.123Z");
  static final RecoveryCode NEW_CODE =
      RecoveryCode.parse("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567");
  static final ChatInfo INFO =
      new ChatInfo(
          CHAT,
          ChatKind.DIRECT,
          "bob",
          List.of(new Username("alice"), BOB),
          ChatState.ACTIVE,
          3,
          new Seq(41));
  static final ChatMessage TEXT =
      new ChatMessage(
          CHAT,
          new Seq(40),
          BOB,
          DEVICE,
          TIME,
          MessageKind.TEXT,
          "line one\nline \"two\" \u2028 \ud83d\ude00 \u0000",
          new Seq(39),
          null,
          MessageStatus.DELIVERED);
  static final ChatMessage NOTICE =
      new ChatMessage(
          CHAT, new Seq(41), null, null, TIME, MessageKind.SYSTEM, null, null, null, null);

  static final FileInfo IMAGE =
      new FileInfo(
          "holiday \u202E.jpg",
          "image/jpeg",
          5_000_000_000L,
          "0a".repeat(32),
          new ImageInfo(4000, 3000, Bytes.copyFrom(new byte[32_768])));
  static final ChatMessage FILE =
      new ChatMessage(
          CHAT, new Seq(42), BOB, DEVICE, TIME, MessageKind.FILE, null, null, IMAGE, null);
  static final ChatMessage PLAIN_FILE =
      new ChatMessage(
          CHAT,
          new Seq(43),
          BOB,
          DEVICE,
          TIME,
          MessageKind.FILE,
          "a caption",
          null,
          new FileInfo("a", "text/plain", 0, "0b".repeat(32), null),
          null);

  /** What was asked, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Who listens. */
  final List<EventListener> listeners = new CopyOnWriteArrayList<>();

  /** What every call fails with, if it does. */
  volatile @Nullable RuntimeException failure;

  private void ask(String what) {
    asked.add(what);
    RuntimeException planned = failure;
    if (planned != null) {
      throw planned;
    }
  }

  @Override
  public WhoAmI whoAmI() {
    ask("whoAmI");
    return new WhoAmI(new Username("alice"), DEVICE, "0123456789abcdef0123456789abcdef", true);
  }

  @Override
  public void login(Password password) {
    ask("login " + password.text());
  }

  @Override
  public void logout() {
    ask("logout");
  }

  @Override
  public void changePassword(Password oldPassword, Password newPassword) {
    ask("changePassword " + oldPassword.text() + " " + newPassword.text());
  }

  @Override
  public RecoveryCode recover(RecoveryCode recoveryCode, Password newPassword) {
    ask("recover " + recoveryCode.format() + " " + newPassword.text());
    return NEW_CODE;
  }

  @Override
  public void deleteAccount(Password password) {
    ask("deleteAccount " + password.text());
  }

  @Override
  public List<DeviceInfo> devices() {
    ask("devices");
    return List.of(
        new DeviceInfo(DEVICE, "laptop", TIME, TIME, true),
        new DeviceInfo(DEVICE, "", TIME, null, false));
  }

  @Override
  public Credentials credentials() {
    ask("credentials");
    return new Credentials(
        new Username("alice"),
        DEVICE,
        "[::1]:7443",
        "localhost:7444",
        "0123.sotto.internal",
        "ca\n",
        "certificate\n",
        Instant.ofEpochSecond(1_700_000_000),
        Secrets.of(new byte[] {'k', 'e', 'y', '\n'}),
        Secrets.of(new byte[] {1, -1, 0}));
  }

  @Override
  public ChatId request(Username username) {
    ask("request " + username);
    return CHAT;
  }

  @Override
  public List<ChatRequest> requests() {
    ask("requests");
    return List.of(new ChatRequest(CHAT, BOB, ChatKind.DIRECT, TIME));
  }

  @Override
  public void accept(ChatId chat) {
    ask("accept " + chat);
  }

  @Override
  public void decline(ChatId chat) {
    ask("decline " + chat);
  }

  @Override
  public List<ChatInfo> chats() {
    ask("chats");
    return List.of(INFO);
  }

  @Override
  public List<ChatInfo> knownChats() {
    ask("knownChats");
    return List.of(INFO);
  }

  @Override
  public void keep(String name, byte[] content) {
    ask("keep " + name + " " + HexFormat.of().formatHex(content));
  }

  @Override
  public Optional<byte[]> kept(String name) {
    ask("kept " + name);
    return name.equals("none") ? Optional.empty() : Optional.of(new byte[] {0, -1, 10});
  }

  @Override
  public ChatId resolve(String chatArgument) {
    ask("resolve " + chatArgument);
    return CHAT;
  }

  @Override
  public void leave(ChatId chat) {
    ask("leave " + chat);
  }

  @Override
  public void deleteChat(ChatId chat) {
    ask("deleteChat " + chat);
  }

  @Override
  public Epoch rekey(ChatId chat) {
    ask("rekey " + chat);
    return new Epoch(7);
  }

  @Override
  public SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    try {
      return sendAsync(chat, text, replyTo).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SottoException known ? known : e;
    }
  }

  @Override
  public CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo) {
    ask("send " + chat + " " + text + " " + replyTo);
    return CompletableFuture.completedFuture(new SentMessage(chat, new Seq(42), TIME));
  }

  @Override
  public List<ChatMessage> read(ChatId chat, ReadQuery query) {
    ask("read " + chat + " " + query);
    return List.of(TEXT, NOTICE, FILE, PLAIN_FILE);
  }

  @Override
  public void typing(ChatId chat, boolean typing) {
    ask("typing " + chat + " " + typing);
  }

  @Override
  public DeletionScope deleteMessage(ChatId chat, Seq seq) {
    ask("deleteMessage " + chat + " " + seq);
    return DeletionScope.ME;
  }

  @Override
  public Subscription listen(EventListener listener) {
    ask("listen");
    listeners.add(listener);
    listener.onEvent(new Event.MessageDeleted(CHAT, Seq.ZERO));
    return () -> listeners.remove(listener);
  }

  @Override
  public Safety safety(Username username) {
    ask("safety " + username);
    return new Safety(username, "12345 67890", false);
  }

  @Override
  public Safety verify(Username username) {
    ask("verify " + username);
    return new Safety(username, "12345 67890", true);
  }

  @Override
  public List<Announcement> announcements(int limit) {
    ask("announcements " + limit);
    return List.of(
        new Announcement(1, TIME, "tea\nat four", false),
        new Announcement(Long.MAX_VALUE, TIME, "psst", true));
  }

  @Override
  public void block(Username username) {
    ask("block " + username);
  }

  @Override
  public void unblock(Username username) {
    ask("unblock " + username);
  }

  @Override
  public List<Username> blocked() {
    ask("blocked");
    return List.of(BOB, new Username("eve"));
  }

  @Override
  public Invite invite(int uses, Duration lifetime) {
    ask("invite " + uses + " " + lifetime);
    return new Invite("sotto://h:1/#x.y", uses, TIME);
  }

  @Override
  public List<UserInfo> users() {
    ask("users");
    return List.of(
        new UserInfo(BOB, TIME, TIME, 2, false, true),
        new UserInfo(new Username("eve"), TIME, null, 0, true, false));
  }

  @Override
  public void disable(Username username) {
    ask("disable " + username);
  }

  @Override
  public void enable(Username username) {
    ask("enable " + username);
  }

  @Override
  public Announcement announce(String text, @Nullable Username to) {
    ask("announce " + text + " " + to);
    return new Announcement(7, TIME, text, to != null);
  }

  @Override
  public Backup backup() {
    ask("backup");
    return new Backup("/data/backups/x", Long.MAX_VALUE, TIME);
  }

  @Override
  public ServerStats stats() {
    ask("stats");
    return new ServerStats(1, 2, 3, Long.MAX_VALUE, 5);
  }

  @Override
  public void close() {
    asked.add("close");
  }

  @Override
  public SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress) {
    ask(
        "sendFile "
            + chat
            + " "
            + file.path()
            + " "
            + file.caption()
            + " "
            + file.replyTo()
            + " "
            + file.keepMetadata());
    progress.progress(0, 10);
    progress.progress(10, 10);
    return new SentMessage(chat, new Seq(43), TIME);
  }

  @Override
  public SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
    ask("save " + chat + " " + seq + " " + target.path() + " " + target.overwrite());
    return new SavedFile(target.path().resolve("holiday.jpg"), IMAGE);
  }
}
