package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Chats and the users in them. */
public interface ChatRows {
  /** The chat. */
  Optional<ChatRow> find(ChatId chat);

  /** The direct chat of two that is not closed. */
  Optional<ChatId> findOpenDirect(DirectPair pair);

  /** Adds a chat. */
  void insert(ChatRow chat);

  /** Replaces a chat's end. */
  void updateHead(ChatId chat, ChatHead head);

  /** Up to where the payloads of messages were erased because of their age; 0 for nowhere. */
  Seq expired(ChatId chat);

  /** Notes that. */
  void putExpired(ChatId chat, Seq upTo);

  /** Chats whose first entry behind that place is older than a time, ordered by id. */
  List<ChatId> expirable(Optional<ChatId> after, Instant olderThan, int limit);

  /** Removes a chat with everything that belongs to it. */
  void remove(ChatId chat);

  /** Everybody in a chat, ordered by name. */
  List<MemberRow> members(ChatId chat);

  /** A user in a chat. */
  Optional<MemberRow> findMember(ChatId chat, Username user);

  /** Adds or replaces a user in a chat. */
  void putMember(MemberRow member);

  /** Chats that a user has not forgotten, ordered by id. */
  List<ChatId> chatsOf(Username user, Optional<ChatId> after, int limit);

  /** Invitations to chats that are not closed, made after a time, not forgotten, oldest first. */
  List<Invitation> invitations(
      Username user, Instant madeAfter, Optional<Invitation> after, int limit);

  /** When somebody last declined a requester. */
  Optional<Instant> findDecline(Username requester, Username decliner);

  /** Notes that somebody declined a requester. */
  void putDecline(Username requester, Username decliner, Instant time);

  /** Takes that back. */
  void removeDecline(Username requester, Username decliner);
}
