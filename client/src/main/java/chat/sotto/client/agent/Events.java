package chat.sotto.client.agent;

import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;

/** The events of the facade as JSON; field {@code type} says which. */
final class Events implements Event.Visitor<Json> {
  private static final Events WRITER = new Events();

  private Events() {}

  static Json write(Event event) {
    return event.accept(WRITER);
  }

  static Event read(Json json) {
    return switch (json.text("type")) {
      case "message" -> new Event.MessageReceived(Values.readChatMessage(json.child("message")));
      case "delivered" ->
          new Event.Delivered(json.chat("chat"), json.username("by"), json.seq("seq"));
      case "read" -> new Event.Read(json.chat("chat"), json.username("by"), json.seq("seq"));
      case "typing" ->
          new Event.Typing(json.chat("chat"), json.username("by"), json.flag("typing"));
      case "request" -> new Event.RequestReceived(Values.readChatRequest(json.child("request")));
      case "chat" -> new Event.ChatChanged(Values.readChatInfo(json.child("chat")));
      case "deleted" -> new Event.MessageDeleted(json.chat("chat"), json.seq("seq"));
      case "connection" ->
          new Event.ConnectionChanged(
              json.constant(ConnectionState.class, "state"), json.textOrNull("reason"));
      case "security" ->
          new Event.SecurityWarning(
              json.constant(Event.SecurityWarning.Kind.class, "kind"),
              json.chatOrNull("chat"),
              json.usernameOrNull("username"),
              json.text("message"));
      case "announced" -> new Event.Announced(Values.readAnnouncement(json.child("announcement")));
      default -> throw new Json.MalformedException("type");
    };
  }

  @Override
  public Json onMessageReceived(Event.MessageReceived event) {
    return type("message").with("message", Values.write(event.message()).object());
  }

  @Override
  public Json onDelivered(Event.Delivered event) {
    return type("delivered")
        .with("chat", event.chat())
        .with("by", event.by())
        .with("seq", event.seq());
  }

  @Override
  public Json onRead(Event.Read event) {
    return type("read").with("chat", event.chat()).with("by", event.by()).with("seq", event.seq());
  }

  @Override
  public Json onTyping(Event.Typing event) {
    return type("typing")
        .with("chat", event.chat())
        .with("by", event.by())
        .with("typing", event.typing());
  }

  @Override
  public Json onRequestReceived(Event.RequestReceived event) {
    return type("request").with("request", Values.write(event.request()).object());
  }

  @Override
  public Json onChatChanged(Event.ChatChanged event) {
    return type("chat").with("chat", Values.write(event.chat()).object());
  }

  @Override
  public Json onMessageDeleted(Event.MessageDeleted event) {
    return type("deleted").with("chat", event.chat()).with("seq", event.seq());
  }

  @Override
  public Json onConnectionChanged(Event.ConnectionChanged event) {
    return type("connection").with("state", event.state()).with("reason", event.reason());
  }

  @Override
  public Json onSecurityWarning(Event.SecurityWarning event) {
    return type("security")
        .with("kind", event.kind())
        .with("chat", event.chat())
        .with("username", event.username())
        .with("message", event.message());
  }

  @Override
  public Json onAnnounced(Event.Announced event) {
    return type("announced").with("announcement", Values.write(event.announcement()).object());
  }

  private static Json type(String type) {
    return Json.empty().with("type", type);
  }
}
