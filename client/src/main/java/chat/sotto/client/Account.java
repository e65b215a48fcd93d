package chat.sotto.client;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everything one profile can do: what the command line, the shell and the window are made of.
 *
 * <p>{@link Accounts#register} makes one, {@link Accounts#open} opens one. What comes back either
 * holds the profile itself or speaks to the process that does; the methods are the same.
 *
 * <p><b>Calls.</b> Calls block until the outcome is known, and may come from any thread, several at
 * once. Those that need the server connect first and keep the connection. Every failure is a {@link
 * SottoException}; it carries the reason, what to do about it and the category from which exit
 * codes follow. A call that fails has changed nothing, unless its own documentation says otherwise.
 *
 * <p><b>Sending.</b> {@link #send} returns when the server has stored the message, {@link
 * #sendAsync} at once. A message that has been taken is kept in the profile and sent again, under
 * the same id, until the server has answered: after a lost connection by itself, after a crash when
 * the profile is opened the next time. So a send that fails for want of a connection is not lost
 * and must not be repeated; the failure says so ({@code SERVER_UNREACHABLE}, with a hint that it is
 * queued).
 *
 * <p><b>Chats</b> are named by {@link ChatId}. What a person types becomes one by {@link #resolve}.
 */
public interface Account extends AutoCloseable {
  /** The most bytes that {@link #keep} takes. */
  int MAX_NOTE = 262_144;

  // Who, and the session

  /** Whose profile this is. Asks neither the server nor for a password. */
  WhoAmI whoAmI();

  /**
   * Opens a session with the server, and keeps its token in the profile until {@link #logout}.
   * Repeating it succeeds. Three wrong passwords on one connection close it; further ones are
   * slowed down by the server.
   */
  void login(Password password);

  /**
   * Ends the session at the server and forgets its token. Without a session, or repeated, it
   * succeeds.
   */
  void logout();

  /**
   * Replaces the password, at the server and of the profile. Ends all other sessions of the
   * account. Refuses weak ones. When the outcome at the server is unknown, the profile opens with
   * either until the next login settles it.
   */
  void changePassword(Password oldPassword, Password newPassword);

  /**
   * Sets a new password with the recovery code, and replaces the code. Ends all sessions; {@link
   * #login} comes next.
   *
   * @return the new code: show it at once, it is kept nowhere
   */
  RecoveryCode recover(RecoveryCode recoveryCode, Password newPassword);

  /**
   * Deletes the account and its data from the server for good, then the profile's directory. Its
   * name is never used again, and its direct chats become read-only for the others. Nothing is
   * usable afterwards but {@link #close}.
   */
  void deleteAccount(Password password);

  /** The account's devices, oldest first. */
  List<DeviceInfo> devices();

  /**
   * What another program needs to call the server as this device. Asks the server only when the
   * device's certificate is due for renewal. They are secrets: see {@link Credentials}.
   *
   * @throws SottoException {@code NOT_LOGGED_IN} without a session; {@code CERTIFICATE_EXPIRED}
   *     when the certificate is of no use any more and could not be renewed
   */
  Credentials credentials();

  // Chats

  /**
   * Asks somebody for a direct chat. A second request to the same person returns the chat that
   * exists.
   *
   * @return the chat; nobody can write in it before the other accepts
   */
  ChatId request(Username username);

  /** Invitations that wait for an answer, oldest first. */
  List<ChatRequest> requests();

  /** Joins the chat of an invitation. Repeating it succeeds. */
  void accept(ChatId chat);

  /** Declines an invitation. */
  void decline(ChatId chat);

  /**
   * The user's chats as this device knows them after a synchronisation, the latest activity first.
   */
  List<ChatInfo> chats();

  /**
   * The same list as this device knew it last. Asks nobody, returns at once and needs no session.
   */
  List<ChatInfo> knownChats();

  /**
   * What a person typed, as a chat: an exact id, else the other person's name of a direct chat,
   * else a unique prefix of 6 or more characters of an id. {@code @name} means a name only.
   *
   * @throws SottoException {@code CHAT_NOT_FOUND}; {@code AMBIGUOUS} (a usage failure) whose
   *     message lists the candidates
   */
  ChatId resolve(String chatArgument);

  /**
   * Leaves a chat. A direct chat becomes read-only for the other side; history stays on this
   * device. Repeating it succeeds.
   */
  void leave(ChatId chat);

  /**
   * Leaves a chat, forgets it at the server, and destroys its keys and contents on this device.
   * Repeating it is {@code CHAT_NOT_FOUND}.
   */
  void deleteChat(ChatId chat);

  /**
   * Gives the chat a new encryption key, which nobody learns who knows only the old one's past.
   *
   * @return the epoch that begins with it
   */
  Epoch rekey(ChatId chat);

  // Messages

  /**
   * Sends text and waits until the server has stored it.
   *
   * @param chat an active chat
   * @param text 1 to 65,536 bytes of UTF-8
   * @param replyTo the message of this chat that it answers, or null; {@code ENTRY_NOT_FOUND} if
   *     there is none, and nothing is sent
   */
  SentMessage send(ChatId chat, String text, @Nullable Seq replyTo);

  /**
   * Like {@link #send}, but returns once the message is in the profile. Messages of one chat are
   * stored in the order of these calls, except after the server could not store one of them (its
   * disk was full) while later ones were on their way: that one then follows them. Any number may
   * be in flight: beyond a bound the call waits for earlier ones.
   *
   * @return completes when the server has stored it, or exceptionally with a {@link
   *     SottoException}; cancelling it takes nothing back
   */
  CompletableFuture<SentMessage> sendAsync(ChatId chat, String text, @Nullable Seq replyTo);

  /**
   * Sends a file or an image and waits until the server has stored file and message. The file is
   * sealed into the profile first, while what is sealed already goes to the server; once all of it
   * is sealed the message is taken, and survives lost connections and the end of this process like
   * any other, even if the file itself is gone. Before that a failure, or an interrupt of the
   * calling thread, takes everything back; after it an interrupt only ends the waiting. It takes as
   * long as bytes move; when none do, or the server can't be reached from the beginning, it fails
   * like {@link #send}, with a hint that the file is queued. A message sent meanwhile comes before
   * it.
   *
   * <p>Memory does not grow with the file. Four are sent at a time, others wait. What claims to be
   * an image and is one gets a thumbnail; what is none, or is too large to be looked at safely,
   * goes as a file.
   *
   * @throws SottoException {@code LOCAL_FILE} (missing, a folder, no rights, no room left in the
   *     profile); {@code FILE_CHANGED} when it grew or shrank meanwhile; {@code
   *     ATTACHMENT_TOO_LARGE}, {@code QUOTA_EXCEEDED} before anything is sent, unless the server
   *     could not be asked; {@code SERVER_UNREACHABLE}, queued
   */
  SentMessage sendFile(ChatId chat, FileToSend file, TransferListener progress);

  /**
   * Fetches a received or sent file, checks it, and puts it where it belongs: all of it, or
   * nothing. What was fetched before a break is kept in the profile, sealed, and fetched no second
   * time.
   *
   * @throws SottoException {@code ENTRY_NOT_FOUND} when there is no file in that message; {@code
   *     ATTACHMENT_NOT_FOUND} when the server has it no more; {@code FILE_EXISTS}; {@code
   *     LOCAL_FILE} (no rights, no room); {@code SERVER_UNREACHABLE}; {@code ATTACHMENT_DAMAGED} (a
   *     security failure) when it is not what its sender described
   */
  SavedFile save(ChatId chat, Seq seq, SaveTarget target, TransferListener progress);

  /**
   * Messages as this device opened them, oldest first, after a synchronisation if the server can be
   * reached; offline, what this device has. Needs a session all the same: after {@link #logout} it
   * is {@code NOT_LOGGED_IN}, like every call that concerns chats. Moves the user's read mark to
   * the newest one returned (never back).
   */
  List<ChatMessage> read(ChatId chat, ReadQuery query);

  /**
   * Tells who is connected that the user types, or stopped. Not kept, not repeated, and lost
   * without a connection.
   */
  void typing(ChatId chat, boolean typing);

  /**
   * Deletes a message: one's own for everybody, another's on this device. Repeating it succeeds.
   */
  DeletionScope deleteMessage(ChatId chat, Seq seq);

  /**
   * Reports what happens from now on, and keeps the connection open meanwhile. The first event is
   * the {@link chat.sotto.client.model.Event.ConnectionChanged} of the present.
   */
  Subscription listen(EventListener listener);

  /**
   * What the server itself told everybody, or this user, oldest first: what has come in, and what
   * was missed. Offline, what this device has.
   *
   * @param limit the newest that many, 1 to 1,000
   */
  List<Announcement> announcements(int limit);

  // People

  /** The number to compare with somebody over another channel. */
  Safety safety(Username username);

  /** Notes that the number matched. It stays so until the other's account key changes. */
  Safety verify(Username username);

  /**
   * Refuses the user's requests, and messages in the direct chat with them, in both directions.
   * Repeating it succeeds.
   */
  void block(Username username);

  /** Takes a block back. Repeating it succeeds. */
  void unblock(Username username);

  /** Whom the user has blocked, sorted. */
  List<Username> blocked();

  // A program's own notes

  /**
   * Keeps something of a program's own in the profile, sealed like everything else there, in place
   * of what had that name. Needs no session.
   *
   * @param name 1 to 64 of a-z, 0-9 and '-'; names are visible in the profile's files
   * @param content at most {@value #MAX_NOTE} bytes; {@code INVALID_FIELD} beyond that, as for a
   *     name that breaks the rule
   */
  void keep(String name, byte[] content);

  /** What was kept last under this name. */
  Optional<byte[]> kept(String name);

  // The operator

  /**
   * Makes a join link. Operators only, as are the calls that follow ({@code SCOPE_REQUIRED}).
   *
   * @param uses how many may register with it: 1 to 10,000
   * @param lifetime how long it lasts: 1 second to 365 days
   */
  Invite invite(int uses, Duration lifetime);

  /** All accounts, by name. */
  List<UserInfo> users();

  /** Refuses all the user's calls from now on and ends their streams. Repeating it succeeds. */
  void disable(Username username);

  /** Takes that back. Repeating it succeeds. */
  void enable(Username username);

  /**
   * Tells everybody, or one user, something in the server's own name. Not sealed end to end: the
   * server keeps it, for those who are offline, for 90 days. Repeating it tells it again.
   *
   * @param text 1 to 4,096 bytes of UTF-8, of several lines perhaps
   * @param to whom alone to tell, or null for everybody; {@code USER_NOT_FOUND}
   */
  Announcement announce(String text, @Nullable Username to);

  /**
   * Has the server copy everything it keeps into a new folder on its own machine. Returns when that
   * is complete. Fails with {@code BACKUP_UNAVAILABLE} where nothing is kept on disk, {@code
   * BACKUP_RUNNING} while another is made, {@code BACKUP_FAILED} with nothing left of it.
   */
  Backup backup();

  /** Counts. */
  ServerStats stats();

  /**
   * Ends listeners, completes what the server has already answered, and lets go of the profile or
   * the agent. Idempotent.
   */
  @Override
  void close();
}
