package chat.sotto.service.usecase.chat;

import chat.sotto.service.domain.Rejection;
import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;

/** What the rules of chats refuse, in the words that a caller sees. */
public final class ChatRefusals {
  private ChatRefusals() {}

  /**
   * The answer for a chat that does not exist, and for one that is not the caller's: nobody can
   * tell them apart.
   */
  public static RefusedException noSuchChat() {
    return RefusedException.of(Reason.CHAT_NOT_FOUND, "no such chat");
  }

  /** The refusal for a rejected step. */
  public static RefusedException of(Rejection rejection) {
    return switch (rejection.reason()) {
      case CHAT_NOT_FOUND -> noSuchChat();
      case CHAT_PENDING -> refused(Reason.CHAT_PENDING, rejection);
      case CHAT_CLOSED -> refused(Reason.CHAT_CLOSED, rejection);
      case NOT_INVITED -> refused(Reason.NOT_INVITED, rejection);
      case DECLINED -> refused(Reason.DECLINED, rejection);
      case BLOCKED -> refused(Reason.BLOCKED, rejection);
      case STALE_EPOCH -> refused(Reason.STALE_EPOCH, rejection);
      case STALE_HANDSHAKE -> refused(Reason.STALE_HANDSHAKE, rejection);
      case STATEMENT_REFUSED -> refused(Reason.STATEMENT_REFUSED, rejection);
      case ENTRY_NOT_FOUND -> refused(Reason.ENTRY_NOT_FOUND, rejection);
      case NOT_YOURS -> refused(Reason.NOT_YOURS, rejection);
      case USER_NOT_FOUND -> refused(Reason.USER_NOT_FOUND, rejection);
      case LIMIT_REACHED -> refused(Reason.LIMIT_REACHED, rejection);
      case ATTACHMENT_NOT_FOUND -> refused(Reason.ATTACHMENT_NOT_FOUND, rejection);
      case ATTACHMENT_IN_USE -> refused(Reason.ATTACHMENT_IN_USE, rejection);
      case CHAT_ID_IN_USE ->
          RefusedException.invalidField("chat_id", "belongs to another chat: choose another");
    };
  }

  /** The words for a rejected step. */
  public static String words(Rejection rejection) {
    if (!rejection.detail().isEmpty()) {
      return rejection.detail();
    }
    return switch (rejection.reason()) {
      case CHAT_NOT_FOUND -> "no such chat";
      case CHAT_PENDING -> "nobody has accepted this chat yet";
      case CHAT_CLOSED -> "the chat is read-only";
      case NOT_INVITED -> "you are not invited, or no longer";
      case DECLINED -> "the person has declined; ask again in 30 days";
      case BLOCKED -> "one of you has blocked the other";
      case STALE_EPOCH, STALE_HANDSHAKE ->
          "a newer commit exists, entry " + rejection.latestHandshake();
      case STATEMENT_REFUSED -> "the statement is against the roles";
      case ENTRY_NOT_FOUND -> "no such message";
      case NOT_YOURS -> "this is somebody else's message";
      case USER_NOT_FOUND -> "an invited user does not exist";
      case LIMIT_REACHED -> "at most 10 group infos an hour";
      case ATTACHMENT_NOT_FOUND -> "no such attachment";
      case ATTACHMENT_IN_USE -> "a message names the attachment already";
      case CHAT_ID_IN_USE -> "chat_id belongs to another chat: choose another";
    };
  }

  private static RefusedException refused(Reason reason, Rejection rejection) {
    return RefusedException.of(reason, words(rejection));
  }
}
