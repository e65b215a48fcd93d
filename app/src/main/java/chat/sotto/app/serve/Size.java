package chat.sotto.app.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as people write it: {@code 500M}, {@code 2G}; K, M, G and T are powers of 1024.
 *
 * @param text as it was written
 * @param bytes at least 1
 */
record Size(String text, long bytes) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,11})([KMGT]?)");
  private static final String UNITS = "KMGT";
  private static final int BITS_A_UNIT = 10;

  static Size of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException("'" + text + "' is not a size; write 500M, 2G or 1T");
    }
    long number = Long.parseLong(parts.group(1));
    int bits = BITS_A_UNIT * (UNITS.indexOf(parts.group(2)) + (parts.group(2).isEmpty() ? 0 : 1));
    if (number > Long.MAX_VALUE >> bits) {
      throw new TypeConversionException("'" + text + "' is more than there is");
    }
    return new Size(text, number << bits);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** Reads one from a setting. */
  static final class Converter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      return of(text);
    }
  }
}
