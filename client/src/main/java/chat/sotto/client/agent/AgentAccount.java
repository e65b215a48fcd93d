package chat.sotto.client.agent;

import chat.sotto.client.Account;
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
import chat.sotto.client.profile.ProfileDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An account whose profile another process holds. Every call goes to that process, and fails as it
 * does there.
 */
public final class AgentAccount implements Account {
  private final AgentClient agent;

  private AgentAccount(AgentClient agent) {
    this.agent = agent;
  }

  /**
   * The account that an agent serves for this profile; empty when there is no agent.
   *
   * @throws SottoException {@code PROFILE_IN_USE} when there is one that does not answer or is of
   *     another version
   */
  public static Optional<AgentAccount> connect(ProfileDirectory directory) {
    return AgentClient.connect(directory).map(AgentAccount::new);
  }

  @Override
  public WhoAmI whoAmI() {
    return Values.readWhoAmI(agent.one("whoAmI", Json.empty()));
  }

  @Override
  public void login(Password password) {
    agent.one("login", Json.empty().with("password", password.text()));
  }

  @Override
  public void logout() {
    agent.one("logout", Json.empty());
  }

  @Override
  public void changePassword(Password oldPassword, Password newPassword) {
    agent.one(
        "changePassword",
        Json.empty().with("old", oldPassword.text()).with("new", newPassword.text()));
  }

  @Override
  public RecoveryCode recover(RecoveryCode recoveryCode, Password newPassword) {
    return RecoveryCode.parse(
        agent
            .one(
                "recover",
                Json.empty()
                    .with("code", recoveryCode.format())
                    .with("password", newPassword.text()))
            .text("code"));
  }

  @Override
  public void deleteAccount(Password password) {
    agent.one("deleteAccount", Json.empty().with("password", password.text()));
  }

  @Override
  public List<DeviceInfo> devices() {
    return agent.list("devices", Json.empty()).stream().map(Values::readDeviceInfo).toList();
  }

  @Override
  public Credentials credentials() {
    return Values.readCredentials(agent.one("credentials", Json.empty()));
  }

  @Override
  public ChatId request(Username username) {
    return agent.one("request", user(username)).chat("chat");
  }

  @Override
  public List<ChatRequest> requests() {
    return agent.list("requests", Json.empty()).stream().map(Values::readChatRequest).toList();
  }

  @Override
  public void accept(ChatId chat) {
    agent.one("accept", chat(chat));
  }

  @Override
  public void decline(ChatId chat) {
    agent.one("decline", chat(chat));
  }

  @Override
  public List<ChatInfo> chats() {
    return agent.list("chats", Json.empty()).stream().map(Values::readChatInfo).toList();
  }

  @Override
  public List<ChatInfo> knownChats() {
    return agent.list("knownChats", Json.empty()).stream().map(Values::readChatInfo).toList();
  }

  @Override
  public ChatId resolve(String chatArgument) {
    return agent.one("resolve", Json.empty().with("argument", chatArgument)).chat("chat");
  }

  @Override
  public void leave(ChatId chat) {
    agent.one("leave", chat(chat));
  }

  @Override
  public void deleteChat(ChatId chat) {
    agent.one("deleteChat", chat(chat));
  }

  @Override
  public Epoch rekey(ChatId chat) {
    return new Epoch(agent.one("rekey", chat(chat)).number("epoch"));
  }

  @Override
  public SentMessage send(ChatId chat, String text, @Nullable Seq replyTo) {
    try {
      return sendAsync(chat, text, replyTo).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SottoException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo) {
    return agent
        .send(chat(chat).with("text", text).with("reply_to", replyTo))
        .thenApply(Values::readSentMessage);
  }

  @Override
  public SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress) {
    Json args =
        chat(chat)
            .with("path", file.path().toAbsolutePath())
            .with("caption", file.caption())
            .with("reply_to", file.replyTo())
            .with("keep_metadata", file.keepMetadata());
    return Values.readSentMessage(agent.transfer("sendFile", args, progress));
  }

  @Override
  public SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress) {
    Json args =
        chat(chat)
            .with("seq", seq)
            .with("path", target.path().toAbsolutePath())
            .with("overwrite", target.overwrite());
    return Values.readSavedFile(agent.transfer("save", args, progress));
  }

  @Override
  public List<ChatMessage> read(ChatId chat, ReadQuery query) {
    Json args =
        chat(chat)
            .with("limit", query.limit())
            .with("before", query.before())
            .with("only_new", query.onlyNew());
    return agent.list("read", args).stream().map(Values::readChatMessage).toList();
  }

  @Override
  public void typing(ChatId chat, boolean typing) {
    agent.one("typing", chat(chat).with("typing", typing));
  }

  @Override
  public DeletionScope deleteMessage(ChatId chat, Seq seq) {
    return agent
        .one("deleteMessage", chat(chat).with("seq", seq))
        .constant(DeletionScope.class, "scope");
  }

  @Override
  public Subscription listen(EventListener listener) {
    return agent.listen(listener);
  }

  @Override
  public List<Announcement> announcements(int limit) {
    return agent.list("announcements", Json.empty().with("limit", limit)).stream()
        .map(Values::readAnnouncement)
        .toList();
  }

  @Override
  public Safety safety(Username username) {
    return Values.readSafety(agent.one("safety", user(username)));
  }

  @Override
  public Safety verify(Username username) {
    return Values.readSafety(agent.one("verify", user(username)));
  }

  @Override
  public void block(Username username) {
    agent.one("block", user(username));
  }

  @Override
  public void unblock(Username username) {
    agent.one("unblock", user(username));
  }

  @Override
  public List<Username> blocked() {
    return agent.list("blocked", Json.empty()).stream()
        .map(json -> json.username("username"))
        .toList();
  }

  @Override
  public void keep(String name, byte[] content) {
    agent.one("keep", Json.empty().with("name", name).with("content", Values.base64(content)));
  }

  @Override
  public Optional<byte[]> kept(String name) {
    Json answer = agent.one("kept", Json.empty().with("name", name));
    return answer.has("content") ? Optional.of(answer.bytes("content")) : Optional.empty();
  }

  @Override
  public Invite invite(int uses, Duration lifetime) {
    return Values.readInvite(
        agent.one(
            "invite", Json.empty().with("uses", uses).with("lifetime_ms", lifetime.toMillis())));
  }

  @Override
  public List<UserInfo> users() {
    return agent.list("users", Json.empty()).stream().map(Values::readUserInfo).toList();
  }

  @Override
  public void disable(Username username) {
    agent.one("disable", user(username));
  }

  @Override
  public void enable(Username username) {
    agent.one("enable", user(username));
  }

  @Override
  public Announcement announce(String text, @Nullable Username to) {
    return Values.readAnnouncement(
        agent.one("announce", Json.empty().with("text", text).with("to", to)));
  }

  @Override
  public Backup backup() {
    return Values.readBackup(agent.one("backup", Json.empty()));
  }

  @Override
  public ServerStats stats() {
    return Values.readServerStats(agent.one("stats", Json.empty()));
  }

  @Override
  public void close() {
    agent.close();
  }

  private static Json chat(ChatId chat) {
    return Json.empty().with("chat", chat);
  }

  private static Json user(Username username) {
    return Json.empty().with("username", username);
  }
}
