package chat.sotto.cli.output;

import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.MessageStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Messages and events as lines for people. */
final class MessageText implements Event.Visitor<String> {
  /** As much of a chat's id as names it on the command line, nearly always. */
  private static final int SHORT_ID = 8;

  /** Begins every further line of a text, so that none can pass for a message of its own. */
  private static final String GUTTER = "\n    | ";

  private final DateTimeFormatter time;

  MessageText(ZoneId zone) {
    this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
  }

  String time(Instant instant) {
    return time.format(instant);
  }

  /** A message where it is clear which chat it is in. */
  String inItsChat(ChatMessage message) {
    return "#" + message.seq() + "  " + time(message.time()) + "  " + body(message);
  }

  /**
   * What the server said. No chat's line begins like this one: those begin with an id or a number,
   * and further lines stand behind a gutter.
   */
  String announcement(Announcement said) {
    return "[server]  "
        + time(said.time())
        + (said.whispered() ? "  to you alone: " : "  to everybody: ")
        + Printable.lines(said.text()).replace("\n", GUTTER);
  }

  private static String body(ChatMessage message) {
    String sender = String.valueOf(message.sender());
    String text =
        message.text() == null ? "" : Printable.lines(message.text()).replace("\n", GUTTER);
    return switch (message.kind()) {
      case TEXT -> sender + reply(message) + ": " + text + status(message);
      case FILE -> sender + reply(message) + ": " + file(message) + text + status(message);
      case SYSTEM -> "* " + text;
      case EXPIRED -> sender + ": (the server erased it before it was fetched: it was too old)";
      case DELETED -> sender + ": (deleted)";
      case UNKNOWN -> sender + ": (written by a newer version of sotto)";
      case REFUSED -> sender + ": (not shown, its checks failed: " + text + ")";
      case NOT_SENT -> sender + reply(message) + ": " + text + "  [not sent]";
    };
  }

  private static String file(ChatMessage message) {
    FileInfo file = message.file();
    String text = message.text();
    return (file == null ? "" : FileText.of(file)) + (text == null || text.isEmpty() ? "" : " ");
  }

  private static String reply(ChatMessage message) {
    return message.replyTo() == null ? "" : " (to #" + message.replyTo() + ")";
  }

  private static String status(ChatMessage message) {
    MessageStatus status = message.status();
    return status == null ? "" : "  [" + status.name().toLowerCase(Locale.ROOT) + "]";
  }

  private static String name(ChatId chat) {
    return chat.toString().substring(0, SHORT_ID);
  }

  @Override
  public String onMessageReceived(Event.MessageReceived event) {
    return name(event.message().chat()) + "  " + inItsChat(event.message());
  }

  @Override
  public String onDelivered(Event.Delivered event) {
    return name(event.chat()) + "  * " + event.by() + " has received up to #" + event.seq();
  }

  @Override
  public String onRead(Event.Read event) {
    return name(event.chat()) + "  * " + event.by() + " has read up to #" + event.seq();
  }

  @Override
  public String onTyping(Event.Typing event) {
    return name(event.chat())
        + "  * "
        + event.by()
        + (event.typing() ? " is typing" : " has stopped typing");
  }

  @Override
  public String onRequestReceived(Event.RequestReceived event) {
    return name(event.request().chat())
        + "  * "
        + event.request().from()
        + " asks for a chat; answer with: sotto accept "
        + event.request().from();
  }

  @Override
  public String onChatChanged(Event.ChatChanged event) {
    return name(event.chat().chat())
        + "  * the chat "
        + Printable.line(event.chat().title())
        + " is "
        + event.chat().state().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String onMessageDeleted(Event.MessageDeleted event) {
    return name(event.chat()) + "  * #" + event.seq() + " was deleted";
  }

  @Override
  public String onConnectionChanged(Event.ConnectionChanged event) {
    return TextOutput.describe(event);
  }

  @Override
  public String onSecurityWarning(Event.SecurityWarning event) {
    ChatId chat = event.chat();
    return (chat == null ? "" : name(chat) + "  ") + "! " + Printable.line(event.message());
  }

  @Override
  public String onAnnounced(Event.Announced event) {
    return announcement(event.announcement());
  }
}
