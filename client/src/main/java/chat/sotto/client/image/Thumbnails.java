package chat.sotto.client.image;

import com.google.crypto.tink.util.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The small picture in a message: made of an image that is sent, decoded from a message that was
 * received. Neither ever fails: where there can be no thumbnail there is none. Any thread; one
 * picture at a time is decoded.
 */
public final class Thumbnails {
  /** The most bytes of a thumbnail. */
  public static final int MAX_BYTES = 32_768;

  /** The longest side of a thumbnail. */
  public static final int MAX_SIDE = 512;

  /** The most pixels of an image that is decoded. */
  public static final long MAX_PIXELS = 100_000_000;

  /**
   * The most of a JPEG that its decoder holds whole: at 6 bytes each, 150 megabytes, which are not
   * of Java's heap.
   */
  private static final long MAX_JPEG_WHOLE = 25_000_000;

  /**
   * What a decoder takes of Java's heap for a pixel that it holds: WebP was measured at 7 and less,
   * a run-length coded BMP at 1. It may have half of the heap.
   */
  private static final int HEAP_BYTES = 8;

  private static final int[] SIDES = {MAX_SIDE, 384, 256, 128, 64};
  private static final float[] QUALITIES = {0.82f, 0.7f, 0.55f, 0.4f};

  private Thumbnails() {}

  /**
   * A JPEG, or a PNG where something is seen through it, of at most {@link #MAX_BYTES} and {@link
   * #MAX_SIDE} pixels a side, turned as it is shown, without metadata. Empty for an image of more
   * than {@link #MAX_PIXELS}, one that no decoder knows or that takes too much memory, and one that
   * turns out to be broken; the image can go all the same. Takes up to some seconds.
   */
  public static Optional<Bytes> make(Look.Image image) {
    try (FileChannel channel = FileChannel.open(image.clean().file(), StandardOpenOption.READ)) {
      image.clean().requireUnchanged();
      Source source = Source.of(channel);
      Parsed parsed = Images.parse(image.format(), source, Keep.PIXELS);
      if (!isAffordable(parsed)) {
        return Optional.empty();
      }
      return Optional.of(Bytes.copyFrom(encode(decode(parsed, source))));
    } catch (IOException
        | NotUnderstoodException
        | RuntimeException
        | LinkageError
        | OutOfMemoryError e) {
      // Decoders fail in every way with bytes they do not expect; a runtime may lack AWT's native
      // code; and the tables in a WebP have no bound of ours.
      return Optional.empty();
    }
  }

  /**
   * A received thumbnail, for showing. Whoever sent it is not trusted: it must be a JPEG or PNG
   * within the bounds, whole and understood in every part, before a decoder sees its pixels, and
   * nothing but these.
   */
  public static Optional<Pixels> decode(Bytes thumbnail) {
    if (thumbnail.size() > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      Source source = Source.of(thumbnail.toByteArray());
      ImageFormat format = Images.format(source).orElse(ImageFormat.BMP);
      if (format != ImageFormat.JPEG && format != ImageFormat.PNG) {
        return Optional.empty();
      }
      Parsed parsed = Images.parse(format, source, Keep.PIXELS);
      if (parsed.width() > MAX_SIDE || parsed.height() > MAX_SIDE || !isAffordable(parsed)) {
        return Optional.empty();
      }
      return Optional.of(decode(parsed, source));
    } catch (IOException | NotUnderstoodException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static synchronized Pixels decode(Parsed image, Source source) throws IOException {
    return Decoder.decode(image, source, MAX_SIDE);
  }

  /** Decided by what it says of itself, before anything is decoded. */
  private static boolean isAffordable(Parsed image) {
    long pixels = (long) image.width() * image.height();
    return switch (image.decoding()) {
      case STREAMED -> pixels <= MAX_PIXELS;
      case WHOLE -> pixels <= (image.format() == ImageFormat.JPEG ? MAX_JPEG_WHOLE : maxInHeap());
      case NEVER -> false;
    };
  }

  private static long maxInHeap() {
    return Math.min(MAX_PIXELS, Runtime.getRuntime().maxMemory() / 2 / HEAP_BYTES);
  }

  private static byte[] encode(Pixels pixels) throws IOException {
    boolean opaque = pixels.isOpaque();
    for (int side : SIDES) {
      Pixels smaller = pixels.shrunkTo(side);
      if (!opaque) {
        byte[] png = smaller.toPng();
        if (png.length <= MAX_BYTES) {
          return png;
        }
        if (side > 128) {
          continue;
        }
      }
      for (float quality : QUALITIES) {
        byte[] jpeg = JpegWriter.write(smaller, quality);
        if (jpeg.length <= MAX_BYTES) {
          return jpeg;
        }
      }
    }
    throw new IOException("no thumbnail is small enough");
  }
}
