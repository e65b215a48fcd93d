package chat.sotto.it.terminal;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A program with a terminal of its own: a session whose controlling terminal it is, so that
 * signals, sizes and hidden input are those of a real one. What it writes is shown on a {@link
 * Screen}.
 *
 * <p>Everything here waits for what it wants to see, and fails showing the screen. {@link #close}
 * kills the program if it still runs.
 */
final class PseudoTerminal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final PtyProcess process;
  private final OutputStream keyboard;
  private final Screen screen;
  private final EscapeReader reader;
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  /** The output has ended, which it does when nobody has the terminal open any more. */
  private volatile boolean ended;

  private PseudoTerminal(PtyProcess process, int columns, int rows) {
    this.process = process;
    this.keyboard = process.getOutputStream();
    this.screen = new Screen(columns, rows);
    this.reader = new EscapeReader(screen, this::type);
    Thread thread = new Thread(() -> show(process.getInputStream()), "pseudo-terminal");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs a command. The environment is this one and nothing else. */
  static PseudoTerminal run(
      List<String> command, Map<String, String> environment, Path folder, int columns, int rows) {
    try {
      return new PseudoTerminal(
          new PtyProcessBuilder()
              .setCommand(command.toArray(String[]::new))
              .setEnvironment(environment)
              .setDirectory(folder.toString())
              .setInitialColumns(columns)
              .setInitialRows(rows)
              .start(),
          columns,
          rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void show(InputStream output) {
    byte[] bytes = new byte[8192];
    try {
      for (int read = output.read(bytes); read >= 0; read = output.read(bytes)) {
        synchronized (this) {
          raw.write(bytes, 0, read);
          reader.feed(bytes, read);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // How a terminal ends on some systems.
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  // Input

  /** Types characters, without pressing Enter. */
  void type(String text) {
    try {
      keyboard.write(text.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    } catch (IOException e) {
      throw new AssertionError("nobody reads the terminal any more" + picture(), e);
    }
  }

  /** Types a line and presses Enter. */
  void enter(String line) {
    type(line);
    press(Key.ENTER);
  }

  void press(Key... keys) {
    for (Key key : keys) {
      boolean forPrograms;
      synchronized (this) {
        forPrograms = screen.cursorKeysForPrograms();
      }
      type(key.sent(forPrograms));
    }
  }

  /** Makes the window larger or smaller; the program is told by SIGWINCH. */
  void resize(int columns, int rows) {
    synchronized (this) {
      screen.resize(columns, rows);
    }
    process.setWinSize(new WinSize(columns, rows));
  }

  // Output

  /** Waits until the screen shows a text somewhere. */
  void awaitScreen(String text) {
    await("'" + text + "'", () -> visible().contains(text));
  }

  /** Waits until the screen shows a text nowhere. */
  void awaitGone(String text) {
    await("no '" + text + "'", () -> !visible().contains(text));
  }

  /** Waits until one of the rows is as wanted. */
  void awaitLine(String what, Predicate<String> wanted) {
    await(what, () -> screen.lines().stream().anyMatch(wanted));
  }

  /** Waits until the last row that has something on it begins so: mostly, a prompt. */
  void awaitPrompt(String beginning) {
    await("the prompt '" + beginning + "'", () -> lastLine().startsWith(beginning));
  }

  /** Waits until the cursor stands in the row that the text ends, right after it. */
  void awaitCursorAfter(String text, int column) {
    await(
        "the cursor in column " + column + " behind '" + text + "'",
        () ->
            screen.lines().get(screen.row()).endsWith(text.stripTrailing())
                && screen.column() == column);
  }

  /** Waits until the condition, of this terminal, holds. */
  void await(String what, BooleanSupplier condition) {
    if (!holdsInTime(condition)) {
      throw new AssertionError(
          (ended ? "the program has ended without " : "waited in vain for ") + what + picture());
    }
  }

  /** False when the time is over, or no more output will come. */
  private synchronized boolean holdsInTime(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ended || left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for the program's end and all of its output. */
  int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the program does not end" + picture());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    var unused = holdsInTime(() -> ended);
    return process.exitValue();
  }

  /** Waits for the program's end, and fails unless it has this exit code. */
  void awaitExit(int code) {
    int actual = awaitExit();
    if (actual != code) {
      throw new AssertionError("the program ended with " + actual + ", not " + code + picture());
    }
  }

  /** The rows of the screen, without blanks at their ends. */
  synchronized List<String> screenLines() {
    return screen.lines();
  }

  /** The screen, and before it what has scrolled off. */
  synchronized String everything() {
    return String.join("\n", screen.scrolledOff()) + "\n" + visible();
  }

  /** All bytes that the program has written, one character each. */
  synchronized String rawBytes() {
    return raw.toString(StandardCharsets.ISO_8859_1);
  }

  /** The contents of OSC and other strings that reached the terminal. */
  synchronized List<String> strings() {
    return reader.strings();
  }

  /** Sequences that reached the terminal and that it does not know. */
  synchronized List<String> unknownSequences() {
    return reader.unknown();
  }

  /** Where the cursor stands, from 0. */
  synchronized int cursorColumn() {
    return screen.column();
  }

  synchronized int cursorRow() {
    return screen.row();
  }

  private String visible() {
    return String.join("\n", screen.lines());
  }

  private String lastLine() {
    List<String> lines = screen.lines();
    for (int at = lines.size() - 1; at >= 0; at--) {
      if (!lines.get(at).isEmpty()) {
        return lines.get(at);
      }
    }
    return "";
  }

  private synchronized String picture() {
    StringBuilder picture = new StringBuilder("; the screen:\n");
    List<String> lines = screen.lines();
    for (int at = 0; at < lines.size(); at++) {
      picture.append(at == screen.row() ? "> |" : "  |").append(lines.get(at)).append('\n');
    }
    picture.append("cursor in column ").append(screen.column());
    if (!reader.unknown().isEmpty()) {
      picture.append("; not understood: ").append(reader.unknown());
    }
    return picture.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      // What it held, its profile for one, is free for the next.
      process.waitFor();
      keyboard.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It has gone with its program.
    }
  }
}
