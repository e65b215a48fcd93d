package chat.sotto.client.transport;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatKind;
import com.google.protobuf.ByteString;
import java.util.List;

/** What the server offers for chats. Every call fails with a {@code SottoException}. */
public interface ChatLink {

  /** Opens the live stream. */
  ChatStream connect(ChatStream.Receiver receiver);

  /** Creates a chat with its first commit. Idempotent by chat id. */
  Requested requestChat(ChatKind kind, CommitDraft commit);

  /** Joins by external commit. Idempotent. */
  Accepted accept(CommitDraft commit);

  /** Declines an invitation. Idempotent. */
  void decline(ChatId chat);

  /** Invitations that wait for an answer, oldest first. */
  List<ChatInvitation> invitations();

  /** The user's chats, by id. */
  List<ChatSummary> list();

  /** Leaves a chat. Idempotent. */
  void leave(ChatId chat);

  /** Leaves a chat and forgets it. Idempotent. */
  void delete(ChatId chat);

  /**
   * Deletes the payload of an own message for everybody. Idempotent.
   *
   * @return the deletion's own place in the log
   */
  long deleteMessage(ChatId chat, long seq);

  /**
   * A stretch of the log.
   *
   * @param fromSeq the first wanted; smaller than the own join means from there
   * @param limit 1 to 1,000
   */
  FetchedLog fetchLog(ChatId chat, long fromSeq, int limit);

  /** The latest group info. */
  FetchedGroupInfo groupInfo(ChatId chat);

  /**
   * Replaces the latest group info by a better one. Members only; ten an hour and device.
   *
   * @param handshake the latest commit, to which it belongs
   */
  void replaceGroupInfo(ChatId chat, long handshake, ByteString groupInfo);

  /**
   * What the server itself said, oldest first.
   *
   * @param afterId only those with larger ids
   * @param limit 1 to 100
   */
  List<Announcement> announcements(long afterId, int limit);

  /** How a request went: exactly one is set. */
  sealed interface Requested {
    /** The chat was created. */
    record Created(CommitReceipt receipt) implements Requested {}

    /** There is one with this person already. */
    record Existing(ChatSummary chat) implements Requested {}
  }

  /** How joining went. */
  sealed interface Accepted {
    /** Joined. */
    record Joined(CommitReceipt receipt) implements Accepted {}

    /** A newer commit exists: fetch the group info, rebuild, try again. */
    record Stale(long latestHandshake) implements Accepted {}
  }
}
