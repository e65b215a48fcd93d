package chat.sotto.client.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes by ImageIO. The one class besides {@link JpegWriter} that loads AWT; no display, font or
 * temporary file is used.
 */
final class Decoder {
  static {
    ImageIO.setUseCache(false);
  }

  private Decoder() {}

  /**
   * The first picture of an image, no side longer than {@code side}, turned as it is shown.
   *
   * <p>Of a large one, only every so many pixels are taken out of the decoder, so that it is at
   * most four times as long as asked for before it is made smaller.
   *
   * @throws IOException if it can't be decoded, or is not as large as it says
   */
  static Pixels decode(Parsed image, Source source, int side) throws IOException {
    ImageReader reader = reader(image.format());
    try (EditedImageInputStream stream =
        new EditedImageInputStream(new EditedBytes(source, image.edits()))) {
      reader.setInput(stream, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > (long) image.width() * image.height()) {
        throw new IOException("a picture is larger than it says");
      }
      int step = Math.max(1, Math.max(width, height) / (2 * side));
      ImageReadParam wanted = reader.getDefaultReadParam();
      wanted.setSourceSubsampling(step, step, 0, 0);
      return shrunk(reader.read(0, wanted), side).turned(image.orientation());
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(ImageFormat format) throws IOException {
    if (format == ImageFormat.WEBP) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.mediaType());
    if (!readers.hasNext()) {
      throw new IOException("there is no decoder for " + format);
    }
    return readers.next();
  }

  private static Pixels shrunk(BufferedImage image, int side) {
    int width = image.getWidth();
    int height = image.getHeight();
    int longest = Math.max(width, height);
    int target = Math.min(longest, side);
    Shrinking shrinking =
        new Shrinking(
            width,
            height,
            Pixels.scaled(width, target, longest),
            Pixels.scaled(height, target, longest));
    boolean grey = isGrey(image.getColorModel());
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      if (grey) {
        greyRow(image, y, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      shrinking.add(row);
    }
    return shrinking.pixels();
  }

  /**
   * Java takes grey for linear, which it is not in any of these formats, and would make it lighter.
   */
  private static boolean isGrey(ColorModel model) {
    return model instanceof ComponentColorModel
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT);
  }

  private static void greyRow(BufferedImage image, int y, int[] row) {
    Raster raster = image.getRaster();
    int shift = image.getColorModel().getComponentSize(0) - 8;
    boolean alpha = raster.getNumBands() > 1;
    for (int x = 0; x < row.length; x++) {
      int grey = eight(raster.getSample(x, y, 0), shift);
      int opacity = alpha ? eight(raster.getSample(x, y, 1), shift) : 0xff;
      row[x] = opacity << 24 | grey << 16 | grey << 8 | grey;
    }
  }

  private static int eight(int sample, int shift) {
    return (shift > 0 ? sample >> shift : sample) & 0xff;
  }
}
