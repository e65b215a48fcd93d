package chat.sotto.client.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images for tests, with planted strings where cameras write theirs. */
final class Samples {
  /** What must not be in a clean copy. */
  static final String PLANTED = "PLANTED-51.5007N-0.1246W-Camera";

  private Samples() {}

  /** A picture of four corners in different colours, so that every turn is told from the others. */
  static BufferedImage corners(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int left = y < height / 2 ? 0xffff0000 : 0xff0000ff;
        int right = y < height / 2 ? 0xff00ff00 : 0xffffffff;
        image.setRGB(x, y, x < width / 2 ? left : right);
      }
    }
    return image;
  }

  /** As ImageIO writes it: jpeg, png, gif, bmp. */
  static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] jpeg(int width, int height) {
    return written(corners(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  static byte[] png(int width, int height) {
    return written(corners(width, height, BufferedImage.TYPE_INT_ARGB), "png");
  }

  static byte[] gif(int width, int height) {
    return written(corners(width, height, BufferedImage.TYPE_BYTE_INDEXED), "gif");
  }

  static byte[] bmp(int width, int height) {
    return written(corners(width, height, BufferedImage.TYPE_INT_RGB), "bmp");
  }

  static byte[] progressiveJpeg(int width, int height) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    ImageWriter writer = writers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(
          null,
          new IIOImage(corners(width, height, BufferedImage.TYPE_INT_RGB), null, null),
          param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A TIFF structure as telephones write it: camera, place, turn. */
  static byte[] tiff(int orientation, boolean bigEndian) {
    byte[] camera = ascii(PLANTED + "\0");
    ByteBuffer block =
        ByteBuffer.allocate(8 + 2 + 24 + 4 + camera.length)
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    block.putShort((short) (bigEndian ? 0x4d4d : 0x4949)).putShort((short) 42).putInt(8);
    block.putShort((short) 2);
    block.putShort((short) 0x0110).putShort((short) 2).putInt(camera.length).putInt(38);
    block.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    block.putShort((short) orientation).putShort((short) 0);
    return block.putInt(0).put(camera).array();
  }

  static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .putShort((short) (0xff00 | marker))
        .putShort((short) (2 + content.length))
        .put(content)
        .array();
  }

  static byte[] exifSegment(int orientation) {
    return segment(0xe1, joined(ascii("Exif\0\0"), tiff(orientation, false)));
  }

  static byte[] chunk(String type, byte[] content) {
    return PngFile.chunkOf(type, content);
  }

  static byte[] riffChunk(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + (content.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(type))
        .putInt(content.length)
        .put(content)
        .array();
  }

  static byte[] riff(byte[]... chunks) {
    byte[] body = joined(chunks);
    return joined(
        ascii("RIFF"),
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(4 + body.length).array(),
        ascii("WEBP"),
        body);
  }

  static byte[] vp8x(int flags, int width, int height) {
    ByteBuffer content = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flags);
    for (int side : new int[] {width - 1, height - 1}) {
      content.putShort((short) side).put((byte) (side >> 16));
    }
    return riffChunk("VP8X", content.array());
  }

  /**
   * A lossless WebP of one colour, of any size up to 16,384 a side: five prefix codes of one symbol
   * each, and so no bits for pixels.
   */
  static byte[] vp8l(int width, int height, int argb) {
    Bits bits = new Bits();
    bits.put(0x2f, 8);
    bits.put(width - 1, 14);
    bits.put(height - 1, 14);
    bits.put(1, 1);
    bits.put(0, 3);
    // No transform, no colour cache, no meta prefix codes.
    bits.put(0, 3);
    int[] symbols = {argb >> 8 & 0xff, argb >> 16 & 0xff, argb & 0xff, argb >>> 24, 0};
    for (int symbol : symbols) {
      // A simple code of one symbol of eight bits.
      bits.put(1, 1);
      bits.put(0, 1);
      bits.put(1, 1);
      bits.put(symbol, 8);
    }
    return riffChunk("VP8L", bits.bytes());
  }

  /** A lossy WebP of 1 by 1 pixels. */
  static byte[] vp8() {
    byte[] file =
        Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    return Arrays.copyOfRange(file, 12, file.length);
  }

  /** A JPEG in grey of any size: each block takes two bits. */
  static byte[] jpegBomb(int width, int height) {
    byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) 1);
    byte[] oneCode = new byte[17];
    oneCode[0] = 1;
    long blocks = (long) ((width + 7) / 8) * ((height + 7) / 8);
    byte[] frame =
        ByteBuffer.allocate(9)
            .put((byte) 8)
            .putShort((short) height)
            .putShort((short) width)
            .put(new byte[] {1, 1, 0x11, 0})
            .array();
    return joined(
        new byte[] {(byte) 0xff, (byte) 0xd8},
        segment(0xdb, joined(new byte[1], ones)),
        segment(0xc0, frame),
        segment(0xc4, joined(new byte[1], oneCode)),
        segment(0xc4, joined(new byte[] {0x10}, oneCode)),
        segment(0xda, new byte[] {1, 1, 0, 0, 63, 0}),
        new byte[(int) (blocks / 4 + 1)],
        new byte[] {(byte) 0xff, (byte) 0xd9});
  }

  /** A PNG in grey of any size, of zeros. */
  static byte[] pngBomb(int width, int height) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
      byte[] row = new byte[1 + width];
      for (int y = 0; y < height; y++) {
        out.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return joined(
        ascii(PngFile.SIGNATURE),
        pngHeader(width, height),
        chunk("IDAT", data.toByteArray()),
        chunk("IEND", new byte[0]));
  }

  static byte[] pngHeader(int width, int height) {
    return chunk(
        "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Some bytes put in at a place. */
  static byte[] inserted(byte[] into, int at, byte[]... parts) {
    return joined(
        Arrays.copyOf(into, at), joined(parts), Arrays.copyOfRange(into, at, into.length));
  }

  static BufferedImage decoded(byte[] image) {
    try {
      BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image));
      if (decoded == null) {
        throw new IllegalArgumentException("not decoded");
      }
      return decoded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pixels, row by row. */
  static int[] pixels(byte[] image) {
    BufferedImage decoded = decoded(image);
    return decoded.getRGB(
        0, 0, decoded.getWidth(), decoded.getHeight(), null, 0, decoded.getWidth());
  }

  /** Bits from the lowest on. */
  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int waiting;
    private int count;

    void put(int value, int bits) {
      for (int i = 0; i < bits; i++) {
        waiting |= (value >> i & 1) << count;
        count++;
        if (count == 8) {
          out.write(waiting);
          waiting = 0;
          count = 0;
        }
      }
    }

    byte[] bytes() {
      byte[] bytes = out.toByteArray();
      return count == 0 ? bytes : joined(bytes, new byte[] {(byte) waiting});
    }
  }
}
