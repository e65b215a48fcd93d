package chat.sotto.cli.shell.line;

import chat.sotto.client.Account;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The terminal: lines come from it, and lines are printed above the one that is being typed. */
public final class Screen implements AutoCloseable {
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private final Terminal terminal;
  private final Attributes original;
  private volatile LineReaderImpl active;
  private final ChatLineReader reader;
  private volatile boolean ended;

  /**
   * Takes a terminal over until it is closed.
   *
   * @param prompts the prompt of the moment, for a width
   * @param typed takes what stands in the line when it grows
   */
  public Screen(Terminal terminal, Supplier<AttributedString> prompts, Consumer<String> typed) {
    this.terminal = terminal;
    // Between two lines as well: what is typed ahead, perhaps a password, is not for the screen.
    this.original = isDumb() ? terminal.getAttributes() : terminal.enterRawMode();
    this.reader = new ChatLineReader(terminal, prompts, typed);
    this.active = reader;
  }

  /** The terminal that the process was started on. */
  public static Terminal systemTerminal() {
    // Lines are drawn by their own characters: another character set is a mode that can get stuck.
    System.setProperty(TerminalBuilder.PROP_DISABLE_ALTERNATE_CHARSET, "true");
    try {
      return TerminalBuilder.builder()
          .name("sotto")
          .system(true)
          .dumb(false)
          .encoding(StandardCharsets.UTF_8)
          .build();
    } catch (IOException | IllegalStateException e) {
      throw new SottoException(Reason.LOCAL_FILE, "the terminal cannot be used").cause(e);
    }
  }

  /** Completes words, and remembers lines, sealed in the profile. */
  public void use(Completer completer, Account account) {
    reader.setCompleter(completer);
    reader.setHistory(new SealedHistory(account));
  }

  /** Runs when Ctrl-C is pressed while no line is read. */
  public void onInterrupt(Runnable action) {
    terminal.handle(Signal.INT, signal -> action.run());
  }

  /** How many columns there are, as far as the terminal says. */
  public int width() {
    if (ended) {
      return USUAL_WIDTH;
    }
    try {
      int columns = terminal.getColumns();
      return columns > 0 ? columns : USUAL_WIDTH;
    } catch (IOError | IllegalStateException e) {
      // It was closed at this very moment; nothing will be drawn.
      return USUAL_WIDTH;
    }
  }

  /** Whether the terminal can do nothing but print lines. */
  public boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** How many rows there are, as far as the terminal says. */
  public int height() {
    if (ended) {
      return USUAL_HEIGHT;
    }
    try {
      int rows = terminal.getRows();
      return rows > 0 ? rows : USUAL_HEIGHT;
    } catch (IOError | IllegalStateException e) {
      return USUAL_HEIGHT;
    }
  }

  /** Prints lines above the one that is typed. */
  public void above(List<AttributedString> lines) {
    above(lines, Map.of());
  }

  /**
   * Prints lines above the one that is typed, and pictures among them.
   *
   * @param pictures what the terminal draws below the line of that index, of rows without an end
   */
  public void above(List<AttributedString> lines, Map<Integer, String> pictures) {
    if (lines.isEmpty() || ended) {
      return;
    }
    if (!pictures.isEmpty()) {
      draw(lines, pictures);
      return;
    }
    AttributedStringBuilder text = new AttributedStringBuilder();
    for (AttributedString line : lines) {
      if (!text.isEmpty()) {
        text.append("\n");
      }
      text.append(line);
    }
    try {
      active.printAbove(text.toAttributedString());
    } catch (IOError | IllegalStateException e) {
      ended = true;
    }
  }

  private void draw(List<AttributedString> lines, Map<Integer, String> pictures) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < lines.size(); at++) {
      text.append(lines.get(at).toAnsi(terminal)).append('\n');
      String picture = pictures.get(at);
      if (picture != null) {
        text.append(picture).append('\n');
      }
    }
    try {
      active.printAbove(text.toString());
    } catch (IOError | IllegalStateException e) {
      ended = true;
    }
  }

  /** The status or the prompt has changed. */
  public void refresh() {
    if (!ended) {
      reader.refresh();
    }
  }

  /**
   * Reads a line.
   *
   * @param begun what stands in it from the start
   */
  public Typed read(String begun) {
    try {
      return new Typed.Line(reader.readLine("", null, (Character) null, begun));
    } catch (UserInterruptException e) {
      return new Typed.Interrupted(reader.last());
    } catch (EndOfFileException | IOError e) {
      return new Typed.End();
    }
  }

  /**
   * Asks for a line that is in no history.
   *
   * @param prompt may have several lines
   * @param hidden whether it is not shown
   * @throws SottoException {@code CANCELLED} after Ctrl-C or Ctrl-D
   */
  public String ask(String prompt, boolean hidden) {
    LineReaderImpl question = new LineReaderImpl(terminal, "sotto", null);
    question.setParser(new WholeLineParser());
    question.setHighlighter(new VisibleControls());
    question.setExpander(new NoExpansion());
    question.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    PastedSignals.areKeysFor(question);
    NoEditor.in(question);
    question.setVariable(LineReader.DISABLE_HISTORY, true);
    question.setVariable(LineReader.DISABLE_COMPLETION, true);
    question.setVariable(LineReader.BELL_STYLE, "none");
    active = question;
    try {
      return question.readLine(prompt.replace("%", "%%"), hidden ? '\0' : null);
    } catch (UserInterruptException | EndOfFileException | IOError e) {
      throw SottoException.named(
          "CANCELLED", chat.sotto.client.model.Failure.FAILED, "cancelled; nothing was changed");
    } finally {
      active = reader;
    }
  }

  /** Puts the terminal back as it was. Nothing is printed afterwards. */
  @Override
  public void close() {
    ended = true;
    try {
      terminal.setAttributes(original);
      terminal.close();
    } catch (IOException | IOError | IllegalStateException e) {
      // It is gone.
    }
  }
}
