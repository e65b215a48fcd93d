package chat.sotto.client;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatKind;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.Failure;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.session.LiveSession;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person typed, as a chat: an exact id, the other person's name, or a unique prefix of an
 * id.
 */
final class ChatArgument {

  private static final int ID_LENGTH = 32;
  private static final int MIN_PREFIX = 6;

  private ChatArgument() {}

  static ChatId resolve(String typed, LiveSession session) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    boolean nameOnly = text.startsWith("@");
    if (!nameOnly && text.matches("[0-9a-f]{" + ID_LENGTH + "}")) {
      return ChatId.parse(text);
    }
    // What this device knows first: most arguments need no server.
    List<ChatInfo> found = find(text, nameOnly, session.knownChats());
    if (found.isEmpty()) {
      found = find(text, nameOnly, session.chats());
    } else if (found.size() > 1) {
      found = refreshed(text, nameOnly, session, found);
    }
    if (found.isEmpty()) {
      throw new SottoException(Reason.CHAT_NOT_FOUND, "no chat is called '" + typed.strip() + "'")
          .hint("list them: sotto chats");
    }
    if (found.size() > 1) {
      throw new SottoException(
              Reason.AMBIGUOUS,
              "'"
                  + typed.strip()
                  + "' means several chats: "
                  + found.stream()
                      .map(chat -> chat.chat() + " (" + chat.title() + ")")
                      .collect(Collectors.joining(", ")))
          .field("chat")
          .hint("use more of the id");
    }
    return found.get(0).chat();
  }

  /** One of several may have ended since this device last asked. */
  private static List<ChatInfo> refreshed(
      String text, boolean nameOnly, LiveSession session, List<ChatInfo> found) {
    try {
      return find(text, nameOnly, session.chats());
    } catch (SottoException e) {
      if (e.failure() != Failure.UNREACHABLE) {
        throw e;
      }
      return found;
    }
  }

  private static List<ChatInfo> find(String text, boolean nameOnly, List<ChatInfo> chats) {
    String name = nameOnly ? text.substring(1) : text;
    List<ChatInfo> named =
        chats.stream()
            .filter(chat -> chat.kind() == ChatKind.DIRECT && chat.title().equals(name))
            .toList();
    if (named.size() > 1) {
      // Closed ones pile up under one name; the one in use is meant.
      List<ChatInfo> inUse =
          named.stream().filter(chat -> chat.state() != ChatState.CLOSED).toList();
      named = inUse.size() == 1 ? inUse : named;
    }
    if (!named.isEmpty() || nameOnly || text.length() < MIN_PREFIX) {
      return named;
    }
    return chats.stream().filter(chat -> chat.chat().toString().startsWith(text)).toList();
  }
}
