package chat.sotto.client.image;

import java.util.Arrays;

/** Makes a picture smaller while its rows come in from the top. */
final class Shrinking {
  private final int width;
  private final int height;
  private final int newWidth;
  private final int newHeight;
  private final int[] argb;

  /** For each new pixel of the row: alpha; red, green and blue times alpha; how many. */
  private final long[] sums;

  private int rows;
  private int newRow;

  Shrinking(int width, int height, int newWidth, int newHeight) {
    if (newWidth < 1 || newHeight < 1 || newWidth > width || newHeight > height) {
      throw new IllegalArgumentException("a picture is made smaller, not larger");
    }
    this.width = width;
    this.height = height;
    this.newWidth = newWidth;
    this.newHeight = newHeight;
    this.argb = new int[newWidth * newHeight];
    this.sums = new long[5 * newWidth];
  }

  /** The next row, of which only the first {@code width} are taken. */
  void add(int[] row) {
    for (int x = 0; x < width; x++) {
      int at = 5 * (int) ((long) x * newWidth / width);
      int alpha = row[x] >>> 24;
      sums[at] += alpha;
      sums[at + 1] += (long) alpha * (row[x] >> 16 & 0xff);
      sums[at + 2] += (long) alpha * (row[x] >> 8 & 0xff);
      sums[at + 3] += (long) alpha * (row[x] & 0xff);
      sums[at + 4]++;
    }
    rows++;
    if (rows == height || (long) rows * newHeight / height > newRow) {
      finishRow();
    }
  }

  Pixels pixels() {
    if (rows != height) {
      throw new IllegalStateException("rows are missing");
    }
    return new Pixels(newWidth, newHeight, argb);
  }

  private void finishRow() {
    for (int x = 0; x < newWidth; x++) {
      int at = 5 * x;
      long alpha = sums[at];
      long count = sums[at + 4];
      argb[newRow * newWidth + x] =
          alpha == 0
              ? 0
              : mean(alpha, count) << 24
                  | mean(sums[at + 1], alpha) << 16
                  | mean(sums[at + 2], alpha) << 8
                  | mean(sums[at + 3], alpha);
    }
    Arrays.fill(sums, 0);
    newRow++;
  }

  private static int mean(long sum, long count) {
    return (int) ((sum + count / 2) / count);
  }
}
