package chat.sotto.cli.output.picture;

import chat.sotto.client.image.Pixels;

/**
 * Two pixels to a character: its upper half in one colour, its lower half in another. What is seen
 * through more than not stays the terminal's own background.
 */
final class HalfBlocks {
  private static final char UPPER = '▀';
  private static final char LOWER = '▄';

  /** No colour. */
  private static final int CLEAR = -1;

  private final Pixels picture;
  private final boolean few;
  private final StringBuilder text = new StringBuilder();
  private int foreground = CLEAR;
  private int background = CLEAR;

  private HalfBlocks(Pixels picture, boolean few) {
    this.picture = picture;
    this.few = few;
  }

  /** Lines, without an end after the last. */
  static String show(Pixels picture, boolean few) {
    HalfBlocks blocks = new HalfBlocks(picture, few);
    for (int y = 0; y < picture.height(); y += 2) {
      if (y > 0) {
        blocks.text.append('\n');
      }
      blocks.row(y);
    }
    return blocks.text.toString();
  }

  private void row(int y) {
    for (int x = 0; x < picture.width(); x++) {
      int upper = colour(x, y);
      int lower = y + 1 < picture.height() ? colour(x, y + 1) : CLEAR;
      if (upper == CLEAR && lower == CLEAR) {
        background(CLEAR);
        text.append(' ');
      } else if (upper == CLEAR) {
        foreground(lower);
        background(CLEAR);
        text.append(LOWER);
      } else {
        foreground(upper);
        background(lower);
        text.append(UPPER);
      }
    }
    if (foreground != CLEAR || background != CLEAR) {
      text.append("\u001b[0m");
    }
    foreground = CLEAR;
    background = CLEAR;
  }

  private int colour(int x, int y) {
    int argb = picture.argb(x, y);
    if (argb >>> 24 < 0x80) {
      return CLEAR;
    }
    return few ? Palette.of256(argb) : argb & 0xffffff;
  }

  private void foreground(int colour) {
    if (colour != foreground) {
      text.append("\u001b[38;").append(number(colour)).append('m');
      foreground = colour;
    }
  }

  private void background(int colour) {
    if (colour != background) {
      if (colour == CLEAR) {
        text.append("\u001b[49m");
      } else {
        text.append("\u001b[48;").append(number(colour)).append('m');
      }
      background = colour;
    }
  }

  private String number(int colour) {
    return few
        ? "5;" + colour
        : "2;" + (colour >> 16) + ";" + (colour >> 8 & 0xff) + ";" + (colour & 0xff);
  }
}
