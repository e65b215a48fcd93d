package chat.sotto.cli.shell.state;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatRequest;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.MessageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each kind of event makes of a state. */
final class Transitions implements Event.Visitor<ShellState> {
  /** For how long somebody is believed to type who does not say so again. */
  private static final Duration TYPING = Duration.ofSeconds(8);

  private final ShellState state;
  private final Instant now;

  Transitions(ShellState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  /** What one of the user's own messages says of itself. */
  static ChatView ownMark(ChatView view, ChatMessage message) {
    MessageStatus status = message.status();
    if (status == null || !message.kind().isWritten()) {
      return view;
    }
    ChatView own = view.withOwn(message.seq());
    return switch (status) {
      case SENT -> own;
      case DELIVERED -> own.deliveredTo(message.seq());
      case READ -> own.readTo(message.seq());
    };
  }

  @Override
  public ShellState onMessageReceived(Event.MessageReceived event) {
    ChatMessage message = event.message();
    boolean others = message.kind().isWritten() && !state.who().username().equals(message.sender());
    boolean shown = state.isOpen(message.chat());
    return state.changing(
        message.chat(),
        view -> {
          ChatView next = ownMark(view.counting(message.seq(), others && !shown), message);
          next = shown ? next.showing(message.seq()) : next;
          return message.sender() == null ? next : next.notTyping(message.sender());
        });
  }

  @Override
  public ShellState onDelivered(Event.Delivered event) {
    return isSelf(event.by())
        ? state
        : state.changing(event.chat(), view -> view.deliveredTo(event.seq()));
  }

  @Override
  public ShellState onRead(Event.Read event) {
    if (!isSelf(event.by())) {
      return state.changing(event.chat(), view -> view.readTo(event.seq()));
    }
    // On another device of the user's.
    return state.changing(
        event.chat(),
        view -> event.seq().compareTo(view.counted()) >= 0 ? view.withUnread(0) : view);
  }

  @Override
  public ShellState onTyping(Event.Typing event) {
    if (isSelf(event.by())) {
      return state;
    }
    return state.changing(
        event.chat(),
        view ->
            event.typing()
                ? view.typing(event.by(), now.plus(TYPING))
                : view.notTyping(event.by()));
  }

  @Override
  public ShellState onRequestReceived(Event.RequestReceived event) {
    List<ChatRequest> requests = new ArrayList<>(state.requests());
    requests.removeIf(request -> request.chat().equals(event.request().chat()));
    requests.add(event.request());
    return state.asked(requests);
  }

  @Override
  public ShellState onChatChanged(Event.ChatChanged event) {
    ChatInfo info = event.chat();
    ChatId chat = info.chat();
    Map<ChatId, ChatView> chats = new LinkedHashMap<>(state.chats());
    ChatView known = chats.get(chat);
    ChatView view = known == null ? ChatView.of(info) : known.listedAs(info);
    chats.put(chat, state.isOpen(chat) ? view.withUnread(0) : view);
    List<ChatRequest> left =
        state.requests().stream().filter(request -> !request.chat().equals(chat)).toList();
    return state.withChats(chats).asked(left);
  }

  @Override
  public ShellState onMessageDeleted(Event.MessageDeleted event) {
    return state;
  }

  @Override
  public ShellState onConnectionChanged(Event.ConnectionChanged event) {
    return state.connected(event.state(), event.reason());
  }

  @Override
  public ShellState onSecurityWarning(Event.SecurityWarning event) {
    return state;
  }

  @Override
  public ShellState onAnnounced(Event.Announced event) {
    return state;
  }

  private boolean isSelf(chat.sotto.client.model.Username user) {
    return state.who().username().equals(user);
  }
}
