package chat.sotto.cli.shell.view;

import chat.sotto.cli.output.Columns;
import chat.sotto.cli.output.FileText;
import chat.sotto.cli.output.Printable;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.FileInfo;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.MessageStatus;
import chat.sotto.client.model.Username;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Messages as lines. The first begins with the message's number, all others with a gutter: nothing
 * that somebody wrote can look like another message or like a word of the shell's own.
 */
public final class MessageView {
  /** Before every line of a message but the first. */
  static final String GUTTER = "    | ";

  private final Theme theme;
  private final Username self;
  private final DateTimeFormatter time;
  private final DateTimeFormatter day;

  /** For this user, in this time zone. */
  public MessageView(Theme theme, Username self, ZoneId zone) {
    this.theme = theme;
    this.self = self;
    this.time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone);
    this.day = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(zone);
  }

  /** The day of a moment, for the line between two days. */
  public String day(Instant moment) {
    return day.format(moment);
  }

  /**
   * The lines of a message.
   *
   * @param width of the terminal
   */
  public List<AttributedString> lines(ChatMessage message, int width) {
    AttributedStringBuilder head = new AttributedStringBuilder();
    head.style(theme.quiet()).append("#" + message.seq() + " " + time.format(message.time()) + " ");
    Username sender = message.sender();
    if (sender == null || message.kind() == MessageKind.SYSTEM) {
      head.style(theme.quiet()).append("* ");
    } else {
      head.style(theme.name(sender, sender.equals(self))).append(sender.value());
      head.style(theme.plain());
      if (message.replyTo() != null) {
        head.append(" (to #" + message.replyTo() + ")");
      }
      head.append(": ");
    }
    return block(head.toAttributedString(), body(message), mark(message), width);
  }

  /** What the server itself says, in a gutter like everything that others write. */
  public List<AttributedString> announcement(Announcement announcement, int width) {
    AttributedString head =
        new AttributedString(
            "* "
                + time.format(announcement.time())
                + (announcement.whispered()
                    ? " the server, to you alone:"
                    : " the server, to everybody:"),
            theme.strong());
    List<AttributedString> lines = new ArrayList<>();
    lines.add(head);
    int room = width - 1 - Columns.of(GUTTER);
    for (String line : Wrapping.lines(Printable.lines(announcement.text()), room, room)) {
      lines.add(
          new AttributedStringBuilder()
              .style(theme.quiet())
              .append(GUTTER)
              .style(theme.plain())
              .append(line)
              .toAttributedString());
    }
    return lines;
  }

  private static String body(ChatMessage message) {
    String text = message.text() == null ? "" : Printable.lines(message.text());
    return switch (message.kind()) {
      case TEXT, SYSTEM, NOT_SENT -> text;
      case FILE -> file(message, text);
      case DELETED -> "(deleted)";
      case EXPIRED -> "(the server erased it before it was fetched: it was too old)";
      case UNKNOWN -> "(written by a newer version of sotto)";
      case REFUSED -> "(not shown, its checks failed: " + text + ")";
    };
  }

  /** What is known of the file, and what was written with it. */
  private static String file(ChatMessage message, String text) {
    FileInfo file = message.file();
    String known = file == null ? "" : FileText.of(file);
    return text.isEmpty() ? known : known + " " + text;
  }

  /** How far an own message has come: ✓ stored, ✓✓ delivered, and in words when it was read. */
  private static String mark(ChatMessage message) {
    MessageStatus status = message.status();
    if (message.kind() == MessageKind.NOT_SENT) {
      return " (not sent)";
    }
    if (status == null || !message.kind().isWritten()) {
      return "";
    }
    return switch (status) {
      case SENT -> " ✓";
      case DELIVERED -> " ✓✓";
      case READ -> " ✓✓ read";
    };
  }

  private List<AttributedString> block(AttributedString head, String body, String mark, int width) {
    int room = width - 1 - Columns.of(GUTTER);
    int first = width - 1 - head.columnLength();
    boolean beside = first >= Math.min(16, room);
    List<String> lines = Wrapping.lines(body, beside ? first : room, room);
    List<AttributedString> block = new ArrayList<>();
    if (!beside) {
      block.add(head);
    }
    for (int at = 0; at < lines.size(); at++) {
      AttributedStringBuilder line = new AttributedStringBuilder();
      if (at == 0 && beside) {
        line.append(head);
      } else {
        line.style(theme.quiet()).append(GUTTER);
      }
      line.style(theme.plain()).append(lines.get(at));
      block.add(line.toAttributedString());
    }
    return marked(block, mark, width);
  }

  /** The mark goes behind the last line if it fits there. */
  private List<AttributedString> marked(List<AttributedString> block, String mark, int width) {
    if (mark.isEmpty()) {
      return block;
    }
    int last = block.size() - 1;
    AttributedString end = block.get(last);
    if (end.columnLength() + Columns.of(mark) < width) {
      block.set(
          last,
          new AttributedStringBuilder()
              .append(end)
              .style(theme.quiet())
              .append(mark)
              .toAttributedString());
    } else {
      block.add(
          new AttributedStringBuilder()
              .style(theme.quiet())
              .append(GUTTER.stripTrailing() + mark)
              .toAttributedString());
    }
    return block;
  }
}
