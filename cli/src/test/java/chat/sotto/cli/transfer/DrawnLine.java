package chat.sotto.cli.transfer;

import chat.sotto.cli.terminal.ChangingLine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was shown; {@code <clear>} when it was taken away. */
public final class DrawnLine implements ChangingLine {
  /** In this order. */
  public final List<String> drawn = new CopyOnWriteArrayList<>();

  private final int width;

  /** A line of so many columns. */
  public DrawnLine(int width) {
    this.width = width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void show(String line) {
    drawn.add(line);
  }

  @Override
  public void clear() {
    drawn.add("<clear>");
  }
}
