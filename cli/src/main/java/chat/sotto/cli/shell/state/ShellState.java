package chat.sotto.cli.shell.state;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.WhoAmI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the shell knows at one moment. Transitions return the next state and change nothing.
 *
 * @param who whose profile it is, and whether it is logged in
 * @param connection how it stands towards the server
 * @param reason why it is not online; null when that is not known, or it is
 * @param open the chat that is open; empty in the lobby
 * @param chats by id, the latest activity first as of the last list
 * @param requests who asks for a chat
 * @param waiting own messages that the server has not stored yet
 * @param transfer how far a file has come, in words; null when none is on its way
 */
public record ShellState(
    WhoAmI who,
    ConnectionState connection,
    @Nullable String reason,
    Optional<ChatId> open,
    Map<ChatId, ChatView> chats,
    List<ChatRequest> requests,
    int waiting,
    @Nullable String transfer) {

  public ShellState {
    chats = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(chats));
    requests = List.copyOf(requests);
  }

  /** How it begins: offline, in the lobby. */
  public static ShellState begin(WhoAmI who) {
    return new ShellState(
        who, ConnectionState.OFFLINE, null, Optional.empty(), Map.of(), List.of(), 0, null);
  }

  /** The state after something happened. */
  public ShellState after(Event event, Instant now) {
    return event.accept(new Transitions(this, now));
  }

  /** Another session, or none. */
  public ShellState as(WhoAmI next) {
    return new ShellState(next, connection, reason, open, chats, requests, waiting, transfer);
  }

  /** The chats as they were listed just now; one that is open and gone closes. */
  public ShellState listing(List<ChatInfo> list) {
    Map<ChatId, ChatView> next = new LinkedHashMap<>();
    for (ChatInfo info : list) {
      ChatView known = chats.get(info.chat());
      ChatView view = known == null ? ChatView.of(info) : known.listedAs(info);
      next.put(info.chat(), isOpen(info.chat()) ? view.withUnread(0) : view);
    }
    return new ShellState(
        who, connection, reason, open.filter(next::containsKey), next, requests, waiting, transfer);
  }

  /** A chat was opened, and these of its messages were shown. */
  public ShellState opening(ChatId chat, List<ChatMessage> shown) {
    return at(Optional.of(chat))
        .changing(
            chat,
            view -> {
              ChatView next = view.withUnread(0);
              for (ChatMessage message : shown) {
                next = Transitions.ownMark(next, message).showing(message.seq());
              }
              return next;
            });
  }

  /** Back in the lobby. */
  public ShellState leaving() {
    return at(Optional.empty());
  }

  /** Requests as they were listed just now. */
  public ShellState asked(List<ChatRequest> list) {
    return new ShellState(who, connection, reason, open, chats, list, waiting, transfer);
  }

  /** So many more, or fewer, own messages wait for the server. */
  public ShellState waitingFor(int more) {
    return new ShellState(
        who, connection, reason, open, chats, requests, Math.max(0, waiting + more), transfer);
  }

  /** A file has come so far, or, with null, is there or given up. */
  public ShellState transferring(@Nullable String words) {
    return new ShellState(who, connection, reason, open, chats, requests, waiting, words);
  }

  /** Without those who have typed long ago. */
  public ShellState at(Instant now) {
    Map<ChatId, ChatView> next = new LinkedHashMap<>(chats);
    next.replaceAll((chat, view) -> view.typing().isEmpty() ? view : view.typingAt(now));
    return withChats(next);
  }

  /** Whether anybody is believed to type. */
  public boolean somebodyTypes() {
    return chats.values().stream().anyMatch(view -> !view.typing().isEmpty());
  }

  /** Whether this chat is the open one. */
  public boolean isOpen(ChatId chat) {
    return open.filter(chat::equals).isPresent();
  }

  /** What is known of a chat. */
  public Optional<ChatView> chat(ChatId chat) {
    return Optional.ofNullable(chats.get(chat));
  }

  /** The open chat, if there is one and it is known. */
  public Optional<ChatView> openChat() {
    return open.flatMap(this::chat);
  }

  /** Chats with unread messages; never the open one. */
  public List<ChatView> unread() {
    List<ChatView> found = new ArrayList<>();
    for (ChatView view : chats.values()) {
      if (view.unread() > 0 && !isOpen(view.info().chat())) {
        found.add(view);
      }
    }
    return found;
  }

  ShellState connected(ConnectionState state, @Nullable String why) {
    return new ShellState(who, state, why, open, chats, requests, waiting, transfer);
  }

  ShellState changing(ChatId chat, UnaryOperator<ChatView> change) {
    ChatView view = chats.get(chat);
    if (view == null) {
      return this;
    }
    Map<ChatId, ChatView> next = new LinkedHashMap<>(chats);
    next.put(chat, change.apply(view));
    return withChats(next);
  }

  ShellState withChats(Map<ChatId, ChatView> next) {
    return new ShellState(who, connection, reason, open, next, requests, waiting, transfer);
  }

  private ShellState at(Optional<ChatId> place) {
    return new ShellState(who, connection, reason, place, chats, requests, waiting, transfer);
  }
}
