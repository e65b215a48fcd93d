package chat.sotto.service.store;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatKind;
import chat.sotto.service.domain.ChatSummary;
import chat.sotto.service.domain.CommitDraft;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.GroupInfo;
import chat.sotto.service.domain.Invitation;
import chat.sotto.service.domain.ReadMark;
import chat.sotto.service.domain.ReadingSpan;
import chat.sotto.service.domain.Rejection;
import chat.sotto.service.domain.RequestRules;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Chats, who is in them, and how far they are. For whoever is neither member nor invited a chat
 * does not exist ({@link Rejection.Reason#CHAT_NOT_FOUND}). {@code now} is the server's clock.
 * Reads block; writes complete when durable; both fail with {@link StoreUnavailableException}.
 */
public interface ChatStore {
  /**
   * An invitation that nobody answered is void after this long, and a declined request may be
   * repeated after this long.
   */
  Duration INVITATION_LIFETIME = RequestRules.INVITATION_LIFETIME;

  /** Group infos that are kept of a chat. */
  int GROUP_INFOS_KEPT = 8;

  /** Group infos that a device may replace in an hour. */
  int GROUP_INFO_REPLACEMENTS_PER_HOUR = 10;

  /**
   * Creates a chat with its first commit, which invites. Idempotent by chat id and client message
   * id. Of two people there is one open direct chat: a second request, from either side, finds the
   * existing one. A request to somebody who declined within {@link #INVITATION_LIFETIME} is {@link
   * Rejection.Reason#DECLINED}; the one who declined may ask, and so may anybody once a chat is
   * closed otherwise.
   *
   * @param kind what the chat is
   * @param first the first commit; its statement adds the author's device and names the invited
   */
  CompletableFuture<CreateOutcome> create(ChatKind kind, CommitDraft first, Instant now);

  /**
   * Joins an invited user's device by a commit that adds it. A direct chat is active from then on.
   * For a member this is a commit like any other. Idempotent by client message id.
   */
  CompletableFuture<AppendOutcome> accept(CommitDraft commit, Instant now);

  /** Declines an invitation; a direct chat is closed by it. Idempotent. */
  CompletableFuture<DepartureOutcome> decline(ChatId chat, Username user, Instant now);

  /**
   * Leaves a chat; a direct chat is closed by it. The chat stays among the user's chats, read-only.
   * Idempotent.
   */
  CompletableFuture<DepartureOutcome> leave(ChatId chat, Username user, Instant now);

  /**
   * Leaves a chat and forgets it for this user. The log goes when nobody is left who has not done
   * so. Idempotent.
   */
  CompletableFuture<DepartureOutcome> deleteFor(ChatId chat, Username user, Instant now);

  /**
   * Invitations that wait for a user's answer and are not void, oldest first.
   *
   * @param after the last of the page before; empty for the first page
   * @param limit at most this many
   */
  List<Invitation> invitations(Username user, Instant now, Optional<Invitation> after, int limit);

  /**
   * The user's chats, those with an unanswered invitation included, ordered by id.
   *
   * @param viewer who asks, with which device
   * @param after the last id of the page before; empty for the first page
   * @param limit at most this many
   */
  List<ChatSummary> summaries(DeviceRef viewer, Optional<ChatId> after, int limit);

  /** One chat as a device sees it; empty when it does not exist for its owner. */
  Optional<ChatSummary> findSummary(ChatId chat, DeviceRef viewer);

  /** The end of a chat's log, whoever asks. */
  Optional<ChatHead> findHead(ChatId chat);

  /**
   * What a joiner needs; empty when the chat does not exist for the user or no such group info is
   * kept.
   *
   * @param user a member or somebody invited
   * @param handshakeSeq the commit it belongs to; empty for the latest
   */
  Optional<GroupInfo> findGroupInfo(ChatId chat, Username user, Optional<Seq> handshakeSeq);

  /**
   * Replaces the latest group info. Members only.
   *
   * @param handshakeSeq must be the latest commit
   * @return why it was refused; empty when it is replaced
   */
  CompletableFuture<Optional<Rejection>> replaceGroupInfo(
      ChatId chat, DeviceRef author, Seq handshakeSeq, ByteString groupInfo, Instant now);

  /** The devices that read what is appended from now on. */
  List<DeviceRef> readers(ChatId chat);

  /**
   * What a device may read of a chat; empty when it never joined, or its owner has deleted the
   * chat.
   */
  Optional<ReadingSpan> findSpan(ChatId chat, DeviceRef reader);

  /** The chats of which a device has not acknowledged everything it may read, ordered by id. */
  List<ReadingSpan> spansBehind(DeviceId device);

  /**
   * Moves a device's position: a maximum, so a smaller one changes nothing, and never beyond what
   * the device may read. Nobody waits for it: it may be written late, and is lost when the store
   * fails.
   */
  void advancePosition(ChatId chat, DeviceId device, Seq position);

  /** How far each user's most advanced device is, members only. */
  Map<Username, Seq> deliveredMarks(ChatId chat);

  /**
   * Replaces the reader's mark in a chat; nothing for a chat of which they are no member. Nobody
   * waits for it: it may be written late.
   */
  void saveReadMark(ReadMark mark);

  /** The latest read mark of each user. */
  List<ReadMark> readMarks(ChatId chat);
}
