package chat.sotto.cli.output;

import java.util.Locale;

/**
 * Numbers of bytes for people, in decimal units (a kB is 1,000 bytes), as disks, networks and file
 * managers have them.
 */
public final class ByteCount {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
  private static final int STEP = 1_000;

  /** From here on the digit behind the point says nothing that matters. */
  private static final double WHOLE = 99.95;

  private ByteCount() {}

  /** {@code 1 byte}, {@code 812 bytes}, {@code 2.1 MB}, {@code 340 MB}. */
  public static String of(long bytes) {
    if (bytes < STEP) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double amount = bytes;
    int unit = -1;
    // What would be rounded to 1000 is 1.0 of the next.
    while (amount >= STEP - 0.5 && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, amount < WHOLE ? "%.1f " : "%.0f ", amount) + UNITS[unit];
  }
}
