package chat.sotto.cli.shell;

import chat.sotto.cli.shell.line.Screen;
import chat.sotto.cli.shell.state.ShellState;
import chat.sotto.cli.shell.state.TypedLine;
import chat.sotto.cli.shell.view.MessageView;
import chat.sotto.cli.shell.view.Notices;
import chat.sotto.cli.shell.view.Pictures;
import chat.sotto.cli.shell.view.StatusView;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ChatInfo;
import chat.sotto.client.model.ChatMessage;
import chat.sotto.client.model.Event;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.model.WhoAmI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The shell's state together with what shows it. Any thread; what changes the state and what is
 * printed about it happen in one step, so that lines come in the order of what they tell.
 */
final class Desk {
  /** So many are drawn when a chat is opened: its newest. */
  private static final int MOST_PICTURES = 5;

  private final Notices notices;
  private final MessageView messages;
  private final StatusView status;
  private final Pictures pictures;
  private final InstantSource clock;
  private volatile ShellState state;
  private volatile @Nullable Screen screen;
  private String day = "";
  private boolean listed;

  Desk(
      ShellState begin,
      Notices notices,
      MessageView messages,
      StatusView status,
      Pictures pictures,
      InstantSource clock) {
    this.state = begin;
    this.notices = notices;
    this.messages = messages;
    this.status = status;
    this.pictures = pictures;
    this.clock = clock;
  }

  /** Shows everything there from now on. */
  synchronized void showOn(Screen next) {
    screen = next;
  }

  ShellState state() {
    return state;
  }

  /** What stands before the line that is typed: the status above it, then the prompt. */
  AttributedString prompt() {
    Screen there = screen;
    if (there == null || there.isDumb()) {
      return status.prompt(state);
    }
    return new AttributedStringBuilder()
        .append(status.line(state, there.width()))
        .append("\n")
        .append(status.prompt(state))
        .toAttributedString();
  }

  /** Changes the state, and shows it. */
  synchronized void change(UnaryOperator<ShellState> change) {
    ShellState before = state;
    state = change.apply(before);
    if (!state.equals(before)) {
      refresh();
    }
  }

  /**
   * These are the account's chats. What has changed about one since the first list is told as its
   * event would tell it: that may still be on its way, and finds nothing new then.
   */
  synchronized void listed(WhoAmI who, List<ChatInfo> chats) {
    if (listed) {
      for (ChatInfo info : chats) {
        if (state.chat(info.chat()).map(view -> view.info().state()).orElse(null) != info.state()) {
          happened(new Event.ChatChanged(info));
        }
      }
    }
    listed = true;
    change(current -> current.as(who).listing(chats));
  }

  /** Something happened. */
  void happened(Event event) {
    Optional<String> picture = Optional.empty();
    if (event instanceof Event.MessageReceived received
        && state.isOpen(received.message().chat())) {
      picture = picture(received.message());
    }
    happened(event, picture);
  }

  private synchronized void happened(Event event, Optional<String> picture) {
    ShellState before = state;
    state = before.after(event, clock.instant());
    List<AttributedString> lines = notices.of(event, before, state, width());
    if (event instanceof Event.MessageReceived received
        && !lines.isEmpty()
        && state.isOpen(received.message().chat())) {
      lines = dated(received.message(), lines);
      int last = lines.size() - 1;
      print(lines, picture.map(drawn -> Map.of(last, drawn)).orElse(Map.of()));
    } else {
      print(lines);
    }
    refresh();
  }

  /** Those who seem to have typed for long type no more. */
  synchronized void tick() {
    if (state.somebodyTypes()) {
      change(current -> current.at(clock.instant()));
    }
  }

  /**
   * Opens a chat and prints its messages.
   *
   * @param fresh how many of the last ones are new
   */
  void open(ChatId chat, List<ChatMessage> list, int fresh) {
    Map<Seq, String> drawn = new HashMap<>();
    for (int at = list.size() - 1; at >= 0 && drawn.size() < MOST_PICTURES; at--) {
      Seq seq = list.get(at).seq();
      picture(list.get(at)).ifPresent(picture -> drawn.put(seq, picture));
    }
    open(chat, list, fresh, drawn);
  }

  private synchronized void open(
      ChatId chat, List<ChatMessage> list, int fresh, Map<Seq, String> drawn) {
    Map<Integer, String> below = new HashMap<>();
    change(current -> current.opening(chat, list));
    day = "";
    List<AttributedString> lines = new ArrayList<>();
    lines.add(notices.rule(state.openChat().map(view -> view.info().title()).orElse("")));
    for (int at = 0; at < list.size(); at++) {
      if (fresh > 0 && at == list.size() - fresh) {
        lines.add(notices.rule("new"));
      }
      lines.addAll(dated(list.get(at), messages.lines(list.get(at), width())));
      String picture = drawn.get(list.get(at).seq());
      if (picture != null) {
        below.put(lines.size() - 1, picture);
      }
    }
    print(lines, below);
  }

  /** Messages that came while a chat was being opened. */
  void more(List<ChatMessage> list) {
    list.forEach(message -> happened(new Event.MessageReceived(message)));
  }

  void note(String sentence) {
    print(notices.note(sentence, width()));
  }

  void failure(SottoException e) {
    failure(CommandWords.inTheShell(e.getMessage()), e.hint());
  }

  void failure(String sentence, Optional<String> hint) {
    List<AttributedString> lines = new ArrayList<>(notices.failure(sentence, width()));
    hint.ifPresent(
        text -> lines.addAll(notices.failure("hint: " + CommandWords.inTheShell(text), width())));
    print(lines);
  }

  /** A command as it was typed: its line is gone from the terminal. */
  void echo(TypedLine.Command command) {
    AttributedString echo =
        notices.echo(status.prompt(state).toString(), "/" + command.word() + " " + command.rest());
    print(List.of(echo));
  }

  /** A line that a command prints. */
  void printed(String line, boolean wrapped) {
    print(
        wrapped
            ? notices.printed(line, width())
            : List.of(new AttributedString(chat.sotto.cli.output.Printable.line(line))));
  }

  void alarm(String sentence) {
    print(notices.alarm(sentence, width()));
  }

  void print(List<AttributedString> lines) {
    print(lines, Map.of());
  }

  private void print(List<AttributedString> lines, Map<Integer, String> below) {
    Screen there = screen;
    if (there != null) {
      there.above(lines, below);
    }
  }

  /** Made without holding anything up. */
  private Optional<String> picture(ChatMessage message) {
    Screen there = screen;
    return there == null
        ? Optional.empty()
        : pictures.below(message, there.width(), there.height());
  }

  int width() {
    Screen there = screen;
    return there == null ? 80 : there.width();
  }

  private void refresh() {
    Screen there = screen;
    if (there != null) {
      there.refresh();
    }
  }

  /** With the date before it where a day begins. */
  private List<AttributedString> dated(ChatMessage message, List<AttributedString> lines) {
    String its = messages.day(message.time());
    if (its.equals(day)) {
      return lines;
    }
    day = its;
    List<AttributedString> all = new ArrayList<>();
    all.add(notices.rule(its));
    all.addAll(lines);
    return all;
  }
}
