package chat.sotto.cli.shell.view;

import chat.sotto.cli.output.Printable;
import chat.sotto.cli.shell.state.ChatView;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * What is printed when something happens: whole messages of the open chat, a word about the rest.
 */
public final class Notices {
  private static final String NOTE = "* ";
  private static final String ALARM = "!! ";

  private final Theme theme;
  private final MessageView messages;

  /** In this theme, with messages as {@code messages} shows them. */
  public Notices(Theme theme, MessageView messages) {
    this.theme = theme;
    this.messages = messages;
  }

  /**
   * The lines for an event; often none.
   *
   * @param before how the shell stood before it
   * @param after how it stands now
   */
  public List<AttributedString> of(Event event, ShellState before, ShellState after, int width) {
    return event.accept(new Lines(before, after, width));
  }

  /** A sentence of the shell's own. */
  public List<AttributedString> note(String sentence, int width) {
    return block(NOTE, sentence, theme.plain(), width);
  }

  /** A command as it was typed. */
  public AttributedString echo(String prompt, String line) {
    return new AttributedString(prompt + Printable.line(line.stripTrailing()), theme.quiet());
  }

  /** A line that a command prints, set off from the edge. */
  public List<AttributedString> printed(String line, int width) {
    return block("  ", line, theme.plain(), width);
  }

  /** Something that did not work. */
  public List<AttributedString> failure(String sentence, int width) {
    return block("! ", sentence, theme.bad(), width);
  }

  /** Something that nobody should overlook. */
  public List<AttributedString> alarm(String sentence, int width) {
    return block(ALARM, sentence, theme.alarm(), width);
  }

  /** A line between parts, with a word in it. */
  public AttributedString rule(String word) {
    return new AttributedStringBuilder()
        .style(theme.quiet())
        .append("-- " + Printable.line(word) + " --")
        .toAttributedString();
  }

  private List<AttributedString> block(
      String mark, String text, org.jline.utils.AttributedStyle style, int width) {
    List<AttributedString> block = new ArrayList<>();
    int room = width - 1 - mark.length();
    for (String line : Wrapping.lines(Printable.lines(text), room, room)) {
      block.add(
          new AttributedString((block.isEmpty() ? mark : " ".repeat(mark.length())) + line, style));
    }
    return block;
  }

  /** One method for each kind of event. */
  private final class Lines implements Event.Visitor<List<AttributedString>> {
    private final ShellState before;
    private final ShellState after;
    private final int width;

    Lines(ShellState before, ShellState after, int width) {
      this.before = before;
      this.after = after;
      this.width = width;
    }

    @Override
    public List<AttributedString> onMessageReceived(Event.MessageReceived event) {
      ChatMessage message = event.message();
      if (after.isOpen(message.chat())) {
        boolean shown =
            before
                .chat(message.chat())
                .filter(view -> view.shown().compareTo(message.seq()) >= 0)
                .isPresent();
        return shown ? List.of() : messages.lines(message, width);
      }
      ChatView view = after.chat(message.chat()).orElse(null);
      long known = before.chat(message.chat()).map(ChatView::unread).orElse(0L);
      if (view == null
          || view.unread() == known
          || !message.kind().isWritten()
          || after.connection() == ConnectionState.SYNCHRONISING) {
        // What came while the user was away is summed up once all of it is here.
        return List.of();
      }
      String name = StatusView.title(view);
      return note(
          name
              + ": "
              + (view.unread() == 1 ? "a message" : view.unread() + " messages")
              + " (/chat "
              + name
              + ")",
          width);
    }

    @Override
    public List<AttributedString> onDelivered(Event.Delivered event) {
      return List.of();
    }

    @Override
    public List<AttributedString> onRead(Event.Read event) {
      return List.of();
    }

    @Override
    public List<AttributedString> onTyping(Event.Typing event) {
      return List.of();
    }

    @Override
    public List<AttributedString> onRequestReceived(Event.RequestReceived event) {
      if (before.requests().contains(event.request())) {
        // Told again with every new connection.
        return List.of();
      }
      String from = event.request().from().value();
      return note(from + " asks for a chat: /accept " + from + " or /decline " + from, width);
    }

    @Override
    public List<AttributedString> onChatChanged(Event.ChatChanged event) {
      ChatState now = event.chat().state();
      ChatState then =
          before.chat(event.chat().chat()).map(view -> view.info().state()).orElse(null);
      if (now == then) {
        return List.of();
      }
      String name = Printable.line(event.chat().title());
      return switch (now) {
        case PENDING -> List.of();
        case ACTIVE ->
            note(
                "the chat with "
                    + name
                    + " is open for both of you"
                    + (after.isOpen(event.chat().chat()) ? "" : " (/chat " + name + ")"),
                width);
        case CLOSED -> note("the chat with " + name + " is closed: it can only be read", width);
      };
    }

    @Override
    public List<AttributedString> onMessageDeleted(Event.MessageDeleted event) {
      return after.isOpen(event.chat())
          ? note("#" + event.seq() + " was deleted", width)
          : List.of();
    }

    @Override
    public List<AttributedString> onConnectionChanged(Event.ConnectionChanged event) {
      return switch (event.state()) {
        case ONLINE -> online();
        case OFFLINE ->
            event.reason() == null || !after.who().loggedIn()
                ? List.of()
                : failure("offline: " + event.reason(), width);
        case CONNECTING ->
            before.connection() == ConnectionState.ONLINE
                ? note(
                    "the connection is lost"
                        + (event.reason() == null ? "" : " (" + event.reason() + ")")
                        + "; trying again",
                    width)
                : List.of();
        case SYNCHRONISING -> List.of();
      };
    }

    private List<AttributedString> online() {
      List<ChatView> unread = after.unread();
      if (unread.isEmpty()) {
        return List.of();
      }
      return note(
          "unread: "
              + unread.stream()
                  .map(view -> StatusView.title(view) + " " + view.unread())
                  .collect(Collectors.joining(", ")),
          width);
    }

    @Override
    public List<AttributedString> onSecurityWarning(Event.SecurityWarning event) {
      return alarm("SECURITY WARNING: " + event.message(), width);
    }

    @Override
    public List<AttributedString> onAnnounced(Event.Announced event) {
      return messages.announcement(event.announcement(), width);
    }
  }
}
