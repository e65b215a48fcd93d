package chat.sotto.cli.output.picture;

import chat.sotto.client.image.Pixels;

/**
 * Sixel graphics (DEC VT340): bands of six rows, each drawn once for every colour in it. The
 * colours are a fixed cube of six by six by six, dithered; what is seen through is not drawn.
 */
final class SixelImage {
  private static final int BAND = 6;
  private static final int LEVELS = 6;
  private static final int COLOURS = LEVELS * LEVELS * LEVELS;

  /** Bayer's order: which of sixteen neighbours are rounded up first. */
  private static final int[][] ORDER = {
    {0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}
  };

  private final Pixels picture;
  private final StringBuilder text = new StringBuilder();
  private final boolean[] defined = new boolean[COLOURS];

  private SixelImage(Pixels picture) {
    this.picture = picture;
  }

  static String show(Pixels picture) {
    SixelImage image = new SixelImage(picture);
    image.text.append("\u001bP0;1;0q\"1;1;").append(picture.width()).append(';');
    image.text.append(picture.height());
    for (int y = 0; y < picture.height(); y += BAND) {
      if (y > 0) {
        image.text.append('-');
      }
      image.band(y);
    }
    return image.text.append("\u001b\\").toString();
  }

  private void band(int top) {
    int[][] bits = new int[COLOURS][];
    for (int row = 0; row < BAND && top + row < picture.height(); row++) {
      for (int x = 0; x < picture.width(); x++) {
        int argb = picture.argb(x, top + row);
        if (argb >>> 24 >= 0x80) {
          int colour = colour(argb, ORDER[(top + row) % 4][x % 4]);
          if (bits[colour] == null) {
            bits[colour] = new int[picture.width()];
          }
          bits[colour][x] |= 1 << row;
        }
      }
    }
    boolean first = true;
    for (int colour = 0; colour < COLOURS; colour++) {
      if (bits[colour] != null) {
        if (!first) {
          text.append('$');
        }
        first = false;
        select(colour);
        repeated(bits[colour]);
      }
    }
  }

  /** Between two levels of the cube, the share of the upper one is the share of pixels with it. */
  private static int colour(int argb, int order) {
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = argb >> shift & 0xff;
      colour = colour * LEVELS + (value * (LEVELS - 1) * 16 + order * 255 + 127) / (255 * 16);
    }
    return colour;
  }

  private void select(int colour) {
    text.append('#').append(colour);
    if (!defined[colour]) {
      defined[colour] = true;
      text.append(";2");
      for (int part = LEVELS * LEVELS; part >= 1; part /= LEVELS) {
        text.append(';').append(colour / part % LEVELS * 100 / (LEVELS - 1));
      }
    }
  }

  /** Four or more of the same are told by their number. */
  private void repeated(int[] sixels) {
    int end = sixels.length;
    while (end > 0 && sixels[end - 1] == 0) {
      end--;
    }
    for (int x = 0; x < end; ) {
      int count = 1;
      while (x + count < end && sixels[x + count] == sixels[x]) {
        count++;
      }
      String sixel = String.valueOf((char) ('?' + sixels[x]));
      text.append(count > 3 ? "!" + count + sixel : sixel.repeat(count));
      x += count;
    }
  }
}
