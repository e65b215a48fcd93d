package chat.sotto.cli.output.picture;

import chat.sotto.client.image.Pixels;
import java.util.Optional;

/**
 * How a picture looks on a terminal: a pure function of pixels, size and what the terminal can do.
 *
 * <pre>{@code
 * PictureView view = new PictureView(Graphics.detect(surroundings::variable));
 * Thumbnails.decode(info.thumbnail())
 *     .flatMap(pixels -> view.show(pixels, screen.width() - 2, PictureView.ROWS))
 *     .ifPresent(text -> reader.printAbove(text));
 * }</pre>
 *
 * <p>The text is printed as it is, at the beginning of a line, and a line end after it. It is not
 * for what counts columns, such as {@code AttributedString}, or makes texts harmless, such as
 * {@link chat.sotto.cli.output.Printable}: it consists of escape sequences. All of them are made
 * here, of numbers; nothing that a sender wrote gets into them, not even as the bytes of an image.
 */
public final class PictureView {
  /** As many rows as a picture should have among messages. */
  public static final int ROWS = 20;

  /** The most columns and rows that are used, whatever the terminal has. */
  private static final int MOST = 500;

  /** Pixels to a character where the terminal scales a picture itself. */
  private static final int CELL_WIDTH = 8;

  private static final int CELL_HEIGHT = 16;

  /**
   * Pixels to a character where it does not: of the smallest usual ones. With larger characters the
   * picture is smaller, and never higher than the rows that were made free for it.
   */
  private static final int SIXEL_WIDTH = 6;

  private static final int SIXEL_HEIGHT = 12;

  private final Graphics graphics;

  /** For a terminal that can do this. */
  public PictureView(Graphics graphics) {
    this.graphics = graphics;
  }

  /** Whether it ever shows anything. */
  public boolean isAble() {
    return graphics != Graphics.NONE;
  }

  /**
   * A picture, no larger than it is and no larger than what is free for it. Empty where the
   * terminal can't, or there is no room.
   *
   * @param columns how many are free, from where the text will be printed
   * @param rows how many there should be at most; not more than the screen has, less one
   */
  public Optional<String> show(Pixels picture, int columns, int rows) {
    return show(picture, "", columns, rows);
  }

  /**
   * The same with something before every row.
   *
   * @param gutter what; printable
   * @param columns how many are free behind it
   */
  public Optional<String> show(Pixels picture, String gutter, int columns, int rows) {
    if (columns < 1 || rows < 1) {
      return Optional.empty();
    }
    int width = Math.min(columns, MOST);
    int height = Math.min(rows, MOST);
    return switch (graphics) {
      case NONE -> Optional.empty();
      case BLOCKS_256 -> Optional.of(blocks(picture, gutter, width, height, true));
      case BLOCKS -> Optional.of(blocks(picture, gutter, width, height, false));
      case KITTY -> {
        Pixels fitted = fitted(picture, width, height, CELL_WIDTH, CELL_HEIGHT);
        int down = cells(fitted.height(), CELL_HEIGHT);
        int across = cells(fitted.width(), CELL_WIDTH);
        yield Optional.of(inRows(down, gutter, KittyImage.show(fitted, across, down)));
      }
      case ITERM2 -> {
        Pixels fitted = fitted(picture, width, height, CELL_WIDTH, CELL_HEIGHT);
        int down = cells(fitted.height(), CELL_HEIGHT);
        int across = cells(fitted.width(), CELL_WIDTH);
        yield Optional.of(inRows(down, gutter, ItermImage.show(fitted, across, down)));
      }
      case SIXEL -> {
        Pixels fitted = fitted(picture, width, height, SIXEL_WIDTH, SIXEL_HEIGHT);
        yield Optional.of(
            inRows(cells(fitted.height(), SIXEL_HEIGHT), gutter, SixelImage.show(fitted)));
      }
    };
  }

  private static String blocks(Pixels picture, String gutter, int columns, int rows, boolean few) {
    String shown = HalfBlocks.show(fitted(picture, columns, rows, 1, 2), few);
    return gutter + shown.replace("\n", "\n" + gutter);
  }

  private static Pixels fitted(
      Pixels picture, int columns, int rows, int cellWidth, int cellHeight) {
    double scale =
        Math.min(
            1,
            Math.min(
                (double) columns * cellWidth / picture.width(),
                (double) rows * cellHeight / picture.height()));
    return scale == 1
        ? picture
        : picture.shrunkTo(
            (int) Math.max(1, Math.floor(picture.width() * scale)),
            (int) Math.max(1, Math.floor(picture.height() * scale)));
  }

  private static int cells(int pixels, int each) {
    return (pixels + each - 1) / each;
  }

  /**
   * Makes rows free, which scrolls where that is needed; goes back up; draws; and ends in the last
   * of them, wherever the terminal leaves its cursor after a picture.
   */
  private static String inRows(int rows, String gutter, String image) {
    int down = rows - 1;
    String free = (gutter + "\n").repeat(down) + gutter;
    String up = free + (down == 0 ? "" : "\u001b[" + down + "A");
    String back = down == 0 ? "" : "\u001b[" + down + "B";
    return up + "\u001b7" + image + "\u001b8" + back;
  }
}
