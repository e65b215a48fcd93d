package chat.sotto.cli.shell.line;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;

/**
 * JLine's reader with a prompt that may change while somebody types: the shell's status is its
 * first line. JLine redraws it like the rest of the line, so it survives every resize, which its
 * own status line at the terminal's edge does not.
 */
final class ChatLineReader extends LineReaderImpl {
  private final Supplier<AttributedString> prompts;
  private final Consumer<String> typed;
  private final boolean dumb;
  private volatile String last = "";

  /**
   * Reads at a terminal.
   *
   * @param prompts the prompt of the moment
   * @param typed takes what stands in the line when it grows
   */
  ChatLineReader(Terminal terminal, Supplier<AttributedString> prompts, Consumer<String> typed) {
    super(terminal, "sotto", null);
    this.prompts = prompts;
    this.typed = typed;
    setParser(new WholeLineParser());
    setHighlighter(new VisibleControls());
    setExpander(new NoExpansion());
    setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    setOpt(LineReader.Option.CASE_INSENSITIVE);
    unsetOpt(LineReader.Option.AUTO_MENU);
    unsetOpt(LineReader.Option.INSERT_TAB);
    setVariable(LineReader.BELL_STYLE, "none");
    setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "  | ");
    PastedSignals.areKeysFor(this);
    NoEditor.in(this);
    // Alt-Enter; the terminal's Enter alone sends.
    Objects.requireNonNull(getKeyMaps().get(LineReader.MAIN))
        .bind(new Reference("insert-line-end"), KeyMap.alt('\r'), KeyMap.alt('\n'));
    getWidgets()
        .put(
            "insert-line-end",
            () -> {
              getBuffer().write('\n');
              return true;
            });
    this.dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    setVariable(LineReader.HISTORY_SIZE, SealedHistory.MOST_LINES);
    if (!dumb) {
      setOpt(LineReader.Option.ERASE_LINE_ON_FINISH);
    }
  }

  /** The prompt is not what JLine was given, but what it is at this moment. */
  @Override
  public void setPrompt(String ignored) {
    prompt = prompts.get();
  }

  /** Draws the prompt anew. */
  void refresh() {
    AttributedString next = prompts.get();
    lock.lock();
    try {
      if (!next.equals(prompt)) {
        prompt = next;
        if (reading && !dumb) {
          redisplay();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** What stood in the line that was read last, however that ended. */
  String last() {
    return last;
  }

  @Override
  protected void cleanup() {
    last = getBuffer().toString();
    super.cleanup();
  }

  @Override
  protected void handleSignal(Signal signal) {
    if (signal == Signal.WINCH) {
      prompt = prompts.get();
    }
    super.handleSignal(signal);
  }

  @Override
  protected boolean selfInsert() {
    boolean done = super.selfInsert();
    typed.accept(getBuffer().toString());
    return done;
  }
}
