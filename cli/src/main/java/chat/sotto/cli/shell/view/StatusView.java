package chat.sotto.cli.shell.view;

import chat.sotto.cli.output.Columns;
import chat.sotto.cli.output.Printable;
import chat.sotto.cli.shell.state.ChatView;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.client.model.ChatState;
import chat.sotto.client.model.ConnectionState;
import chat.sotto.client.model.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * The line above the one that is typed, and what stands before that: how the shell stands at this
 * moment.
 */
public final class StatusView {
  private static final int SHORT_ID = 8;
  private static final int WIDE = 60;
  private static final int MOST_TITLE = 24;

  private final Theme theme;

  /** In this theme. */
  public StatusView(Theme theme) {
    this.theme = theme;
  }

  /** What stands before the line that is typed. */
  public AttributedString prompt(ShellState state) {
    String name = state.openChat().map(StatusView::title).orElse("sotto");
    return new AttributedString(Columns.shortened(name, MOST_TITLE) + "> ", theme.strong());
  }

  /** The status, in one line that fits, whatever the width. */
  public AttributedString line(ShellState state, int width) {
    String connection = connection(state);
    List<String> parts = parts(state, width);
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.style(theme.quiet()).append("-- ");
    line.style(state.connection() == ConnectionState.ONLINE ? theme.good() : theme.bad());
    line.append(connection);
    line.style(theme.plain());
    for (String part : parts) {
      line.append(" · ").append(part);
    }
    int room = Math.max(0, width - 1);
    if (line.columnLength() > room) {
      return new AttributedStringBuilder()
          .append(line.columnSubSequence(0, Math.max(0, room - 1)))
          .append("…")
          .toAttributedString();
    }
    line.style(theme.quiet()).append(" ");
    while (line.columnLength() < room) {
      line.append("-");
    }
    return line.toAttributedString();
  }

  /** How it stands towards the server, in words. */
  static String connection(ShellState state) {
    if (!state.who().loggedIn()) {
      return "logged out";
    }
    String word = state.connection().name().toLowerCase(Locale.ROOT);
    String reason = state.reason();
    return reason == null || state.connection() == ConnectionState.ONLINE
        ? word
        : word + ": " + Printable.line(reason);
  }

  private static List<String> parts(ShellState state, int width) {
    List<String> parts = new ArrayList<>();
    if (state.transfer() != null) {
      parts.add(Printable.line(state.transfer()));
    }
    if (state.waiting() > 0) {
      parts.add("waiting to be sent: " + state.waiting());
    }
    state.openChat().ifPresent(view -> addOpen(parts, view));
    typingElsewhere(state, parts);
    List<ChatView> unread = state.unread();
    if (!unread.isEmpty()) {
      parts.add(
          "unread: "
              + unread.stream()
                  .map(view -> title(view) + " " + view.unread())
                  .collect(Collectors.joining(", ")));
    }
    if (!state.requests().isEmpty()) {
      parts.add("requests: " + state.requests().size());
    }
    if (width >= WIDE) {
      parts.add(
          state.who().username()
              + "@"
              + Printable.line(state.who().server())
                  .substring(0, Math.min(SHORT_ID, state.who().server().length())));
    }
    return parts;
  }

  private static void addOpen(List<String> parts, ChatView view) {
    if (!view.typists().isEmpty()) {
      parts.add(typing(view.typists()));
    }
    if (view.info().state() != ChatState.ACTIVE) {
      parts.add(view.info().state().name().toLowerCase(Locale.ROOT));
    }
    if (view.own().value() > 0) {
      parts.add(progress(view));
    }
  }

  /** How far the user's last message has come. */
  private static String progress(ChatView view) {
    String own = "#" + view.own();
    if (view.read().compareTo(view.own()) >= 0) {
      return own + " ✓✓ read";
    }
    String read = view.read().value() > 0 ? ", read to #" + view.read() : "";
    if (view.delivered().compareTo(view.own()) >= 0) {
      return own + " ✓✓ delivered" + read;
    }
    String delivered =
        view.delivered().compareTo(view.read()) > 0 ? ", delivered to #" + view.delivered() : "";
    return own + " ✓ stored" + delivered + read;
  }

  private static void typingElsewhere(ShellState state, List<String> parts) {
    for (ChatView view : state.chats().values()) {
      if (!view.typing().isEmpty() && !state.isOpen(view.info().chat())) {
        parts.add(typing(view.typists()));
      }
    }
  }

  private static String typing(List<Username> typists) {
    return typists.stream().map(Username::value).collect(Collectors.joining(", "))
        + (typists.size() == 1 ? " is typing" : " are typing");
  }

  /** A chat's name in one line. */
  static String title(ChatView view) {
    return Columns.shortened(Printable.line(view.info().title()), MOST_TITLE);
  }
}
