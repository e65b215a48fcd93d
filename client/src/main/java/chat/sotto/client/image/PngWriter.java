package chat.sotto.client.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small pictures as PNG, without AWT: true colour, each row filtered by what makes it smallest. */
final class PngWriter {
  private static final int RGB = 2;
  private static final int RGBA = 6;

  private final Pixels pixels;
  private final int samples;

  private PngWriter(Pixels pixels) {
    this.pixels = pixels;
    this.samples = pixels.isOpaque() ? 3 : 4;
  }

  static byte[] write(Pixels pixels) {
    PngWriter writer = new PngWriter(pixels);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(pixels.width())
            .putInt(pixels.height())
            .put((byte) 8)
            .put((byte) (writer.samples == 3 ? RGB : RGBA))
            .array();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PngFile.SIGNATURE.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(PngFile.chunkOf("IHDR", header));
    out.writeBytes(PngFile.chunkOf("IDAT", writer.data()));
    out.writeBytes(PngFile.chunkOf("IEND", new byte[0]));
    return out.toByteArray();
  }

  private byte[] data() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream compressed = new DeflaterOutputStream(out, deflater)) {
      byte[] above = new byte[samples * pixels.width()];
      for (int y = 0; y < pixels.height(); y++) {
        byte[] row = row(y);
        compressed.write(smallest(row, above));
        above = row;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private byte[] row(int y) {
    ByteBuffer row = ByteBuffer.allocate(samples * pixels.width());
    for (int x = 0; x < pixels.width(); x++) {
      int argb = pixels.argb(x, y);
      row.put((byte) (argb >> 16)).put((byte) (argb >> 8)).put((byte) argb);
      if (samples == 4) {
        row.put((byte) (argb >>> 24));
      }
    }
    return row.array();
  }

  /** By the filter whose bytes are nearest to zero: the rule of thumb of the standard, §12.7. */
  private byte[] smallest(byte[] row, byte[] above) {
    byte[] best = new byte[0];
    long least = Long.MAX_VALUE;
    for (int filter = 0; filter <= 4; filter++) {
      byte[] filtered = filtered(filter, row, above);
      long sum = 0;
      for (int i = 1; i < filtered.length; i++) {
        sum += Math.abs(filtered[i]);
      }
      if (sum < least) {
        least = sum;
        best = filtered;
      }
    }
    return best;
  }

  private byte[] filtered(int filter, byte[] row, byte[] above) {
    byte[] filtered = new byte[1 + row.length];
    filtered[0] = (byte) filter;
    for (int i = 0; i < row.length; i++) {
      int a = i < samples ? 0 : row[i - samples] & 0xff;
      int b = above[i] & 0xff;
      int c = i < samples ? 0 : above[i - samples] & 0xff;
      int predicted =
          switch (filter) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> (a + b) / 2;
            case 4 -> paeth(a, b, c);
            default -> 0;
          };
      filtered[1 + i] = (byte) (row[i] - predicted);
    }
    return filtered;
  }

  private static int paeth(int a, int b, int c) {
    int p = a + b - c;
    int toA = Math.abs(p - a);
    int toB = Math.abs(p - b);
    int toC = Math.abs(p - c);
    if (toA <= toB && toA <= toC) {
      return a;
    }
    return toB <= toC ? b : c;
  }
}
