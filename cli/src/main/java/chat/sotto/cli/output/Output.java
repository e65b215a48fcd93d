package chat.sotto.cli.output;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.Backup;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.DeviceInfo;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Invite;
import chat.sotto.client.model.Safety;
import chat.sotto.client.model.SentMessage;
import chat.sotto.client.model.ServerStats;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.UserInfo;
import chat.sotto.client.model.Username;
import chat.sotto.client.model.WhoAmI;
import chat.sotto.client.password.RecoveryCode;
import java.util.List;

/**
 * All that the program has to say. Data go to standard output; notes, confirmations and failures
 * for people to standard error. docs/commands.md lists the fields of the JSON form; they may be
 * added to, never renamed.
 */
public interface Output {

  /** A new account, and the recovery code that nobody will see again. */
  void registered(WhoAmI who, RecoveryCode code);

  /** A new password, and the recovery code that replaces the used one. */
  void recovered(WhoAmI who, RecoveryCode code);

  /** Whose profile it is. */
  void whoAmI(WhoAmI who);

  /** A chat was asked for. */
  void requested(ChatId chat, Username user);

  /** Invitations that wait for an answer. */
  void requests(List<ChatRequest> requests);

  /** The user's chats. */
  void chats(List<ChatInfo> chats);

  /** The server has stored a message. */
  void sent(SentMessage message);

  /** History. */
  void messages(List<ChatMessage> messages);

  /** What the server itself said. */
  void announcements(List<Announcement> announcements);

  /** A backup is complete. */
  void backup(Backup backup);

  /** Something happened just now. */
  void event(Event event);

  /** What two people compare. */
  void safety(Safety safety);

  /** The account's devices. */
  void devices(List<DeviceInfo> devices);

  /** Whom the user has blocked. */
  void blocked(List<Username> users);

  /** A new join link. */
  void invite(Invite invite);

  /** All accounts of the server. */
  void users(List<UserInfo> users);

  /** Counts. */
  void stats(ServerStats stats);

  /**
   * Data that only one command has.
   *
   * @param lines the text form
   * @param fields the JSON form
   */
  void data(List<String> lines, Fields fields);

  /**
   * Something has changed.
   *
   * @param sentence for people, lower-case
   * @param ids what it concerned; the JSON form puts {@code ok: true} before them
   */
  void done(String sentence, Fields ids);

  /** A sentence for people, lower-case, that no program needs. */
  void note(String sentence);

  /** Why the command ends without having done its work. The last thing it says. */
  void failure(SottoException failure);
}
