package chat.sotto.client.image;

import java.util.Objects;

/**
 * A decoded picture, at most 512 pixels a side.
 *
 * <p>It says nothing of AWT, so a terminal can show it without loading that.
 */
public final class Pixels {
  private final int width;
  private final int height;
  private final int[] argb;

  /**
   * Of rows from the top, each from the left, {@code 0xAARRGGBB}, in sRGB; takes the array over.
   */
  Pixels(int width, int height, int[] argb) {
    if (width < 1 || height < 1 || argb.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException("the size does not fit the pixels");
    }
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  /**
   * A copy of rows from the top, each from the left, {@code 0xAARRGGBB}, in sRGB.
   *
   * @throws IllegalArgumentException if there are not {@code width} by {@code height} of them
   */
  public static Pixels of(int width, int height, int... argb) {
    return new Pixels(width, height, argb.clone());
  }

  /** Pixels across. */
  public int width() {
    return width;
  }

  /** Pixels down. */
  public int height() {
    return height;
  }

  /** One of them, {@code 0xAARRGGBB}, in sRGB; the colours are not multiplied by alpha. */
  public int argb(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    return argb[y * width + x];
  }

  /** Whether anything is seen through it. */
  public boolean isOpaque() {
    for (int pixel : argb) {
      if (pixel >>> 24 != 0xff) {
        return false;
      }
    }
    return true;
  }

  /** The same, smaller: each pixel the mean of those it stands for. */
  public Pixels shrunkTo(int newWidth, int newHeight) {
    Shrinking shrinking = new Shrinking(width, height, newWidth, newHeight);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(argb, y * width, row, 0, width);
      shrinking.add(row);
    }
    return shrinking.pixels();
  }

  /** The same, no side longer than this. */
  public Pixels shrunkTo(int side) {
    int longest = Math.max(width, height);
    if (longest <= side) {
      return this;
    }
    return shrunkTo(scaled(width, side, longest), scaled(height, side, longest));
  }

  /** A PNG of it, without metadata. */
  public byte[] toPng() {
    return PngWriter.write(this);
  }

  Pixels turned(Orientation orientation) {
    if (orientation.value() == 1) {
      return this;
    }
    boolean swaps = orientation.swaps();
    int newWidth = swaps ? height : width;
    int newHeight = swaps ? width : height;
    int[] turned = new int[argb.length];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int fromX = swaps ? y : x;
        int fromY = swaps ? x : y;
        // 2, 3, 7, 8: the right edge is shown first; 3, 4, 6, 7: the lower one.
        switch (orientation.value()) {
          case 2, 8 -> fromX = width - 1 - fromX;
          case 3, 7 -> {
            fromX = width - 1 - fromX;
            fromY = height - 1 - fromY;
          }
          case 4, 6 -> fromY = height - 1 - fromY;
          default -> {}
        }
        turned[y * newWidth + x] = argb[fromY * width + fromX];
      }
    }
    return new Pixels(newWidth, newHeight, turned);
  }

  /** A side, so that the longest becomes {@code side}; at least 1. */
  static int scaled(int length, int side, int longest) {
    return (int) Math.max(1, Math.round((double) length * side / longest));
  }

  /** Its size alone. */
  @Override
  public String toString() {
    return "Pixels[" + width + "x" + height + "]";
  }
}
