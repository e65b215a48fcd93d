package chat.sotto.cli.output.picture;

/** The 256 colours of xterm, of which the last 240 are the same everywhere. */
final class Palette {
  private static final int[] STEPS = {0, 95, 135, 175, 215, 255};

  private Palette() {}

  /** The nearest, 16 to 255: from the cube of six by six by six, or one of the 24 greys. */
  static int of256(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    int r = step(red);
    int g = step(green);
    int b = step(blue);
    int toCube = distance(red - STEPS[r], green - STEPS[g], blue - STEPS[b]);
    int grey = Math.min(23, Math.max(0, ((red + green + blue) / 3 - 3) / 10));
    int level = 8 + 10 * grey;
    int toGrey = distance(red - level, green - level, blue - level);
    return toGrey < toCube ? 232 + grey : 16 + 36 * r + 6 * g + b;
  }

  private static int step(int value) {
    int nearest = 0;
    for (int i = 1; i < STEPS.length; i++) {
      if (Math.abs(value - STEPS[i]) < Math.abs(value - STEPS[nearest])) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static int distance(int red, int green, int blue) {
    return red * red + green * green + blue * blue;
  }
}
