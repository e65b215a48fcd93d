package chat.sotto.client.image;

import static chat.sotto.client.image.Samples.PLANTED;
import static chat.sotto.client.image.Samples.ascii;
import static chat.sotto.client.image.Samples.chunk;
import static chat.sotto.client.image.Samples.exifSegment;
import static chat.sotto.client.image.Samples.inserted;
import static chat.sotto.client.image.Samples.riff;
import static chat.sotto.client.image.Samples.segment;
import static chat.sotto.client.image.Samples.vp8;
import static chat.sotto.client.image.Samples.vp8l;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.util.Bytes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {
  @TempDir Path folder;

  @Test
  void make_eachFormat_itsPictureInBounds() throws IOException {
    for (byte[] image :
        new byte[][] {
          Samples.jpeg(1_200, 900),
          Samples.progressiveJpeg(1_200, 900),
          Samples.png(1_200, 900),
          Samples.gif(1_200, 900),
          Samples.bmp(1_200, 900)
        }) {
      Pixels thumbnail = thumbnail(image);
      assertThat(thumbnail).hasToString("Pixels[512x384]");
      assertNear(thumbnail, 20, 20, 0xff0000);
      assertNear(thumbnail, 490, 20, 0x00ff00);
      assertNear(thumbnail, 20, 360, 0x0000ff);
      assertNear(thumbnail, 490, 360, 0xffffff);
    }
  }

  @Test
  void make_webp_itsPicture() throws IOException {
    Pixels lossless = thumbnail(riff(vp8l(31, 17, 0xff336699)));
    assertThat(lossless).hasToString("Pixels[31x17]");
    assertNear(lossless, 15, 8, 0x336699);
    assertThat(thumbnail(riff(vp8()))).hasToString("Pixels[1x1]");
  }

  @Test
  void make_turned_asShown() throws IOException {
    byte[] jpeg = Samples.jpeg(1_200, 900);
    // Which corner is at the upper left once it is turned, and which at the upper right.
    int[][] corners = {
      {0xff0000, 0x00ff00},
      {0x00ff00, 0xff0000},
      {0xffffff, 0x0000ff},
      {0x0000ff, 0xffffff},
      {0xff0000, 0x0000ff},
      {0x0000ff, 0xff0000},
      {0xffffff, 0x00ff00},
      {0x00ff00, 0xffffff}
    };
    for (int orientation = 1; orientation <= 8; orientation++) {
      Pixels thumbnail = thumbnail(inserted(jpeg, 20, exifSegment(orientation)));
      assertThat(thumbnail.width()).isEqualTo(orientation < 5 ? 512 : 384);
      assertNear(thumbnail, 10, 10, corners[orientation - 1][0]);
      assertNear(thumbnail, thumbnail.width() - 10, 10, corners[orientation - 1][1]);
    }
  }

  @Test
  void make_noise_smallerUntilItFits() throws IOException {
    Bytes thumbnail = made(Samples.written(noise(2_000, 2_000, false), "png"));

    assertThat(thumbnail.size()).isBetween(5_000, Thumbnails.MAX_BYTES);
    assertThat(thumbnail.toByteArray()).startsWith(0xff, 0xd8);
  }

  @Test
  void make_transparent_pngWhereItFits() throws IOException {
    BufferedImage image = Samples.corners(1_200, 900, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        image.setRGB(x, y, 0);
      }
    }
    Bytes thumbnail = made(Samples.written(image, "png"));

    assertThat(thumbnail.toByteArray()).startsWith(0x89, 'P', 'N', 'G');
    Pixels pixels = Thumbnails.decode(thumbnail).orElseThrow();
    assertThat(pixels.argb(5, 5)).isZero();
    assertThat(pixels.argb(200, 5)).isEqualTo(0xffff0000);
    assertThat(made(Samples.written(noise(600, 600, true), "png")).size())
        .isLessThanOrEqualTo(Thumbnails.MAX_BYTES);
  }

  @Test
  void make_grey_asLightAsItWas() throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        image.getRaster().setSample(x, y, 0, 100);
      }
    }

    assertNear(thumbnail(Samples.written(image, "png")), 20, 20, 0x646464);
    assertNear(thumbnail(Samples.written(image, "jpeg")), 20, 20, 0x646464);
  }

  @Test
  void make_metadata_notInIt() throws IOException {
    byte[] jpeg = inserted(Samples.jpeg(64, 48), 20, segment(0xfe, ascii(PLANTED)));

    assertThat(new String(made(jpeg).toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain(PLANTED);
  }

  @Test
  void make_brokenPixels_none() throws IOException {
    byte[] png =
        Samples.joined(
            ascii(PngFile.SIGNATURE),
            Samples.pngHeader(100, 100),
            chunk("IDAT", new byte[50]),
            chunk("IEND", new byte[0]));

    assertThat(Thumbnails.make(image(png))).isEmpty();
  }

  @Test
  void make_fileChangedSince_none() throws IOException {
    Look.Image image = image(Samples.jpeg(64, 48));
    Files.write(folder.resolve("file"), Samples.jpeg(640, 480));

    assertThat(Thumbnails.make(image)).isEmpty();
  }

  @Test
  void decode_withinBounds_pixels() {
    assertThat(decode(Samples.jpeg(512, 512))).isTrue();
    assertThat(decode(Samples.png(512, 1))).isTrue();
  }

  @Test
  void decode_outsideBounds_nothing() {
    assertThat(decode(Samples.jpeg(513, 1))).isFalse();
    assertThat(decode(Samples.png(1, 513))).isFalse();
    assertThat(decode(Samples.pngBomb(60_000, 1))).isFalse();
    assertThat(decode(Samples.gif(8, 8))).isFalse();
    assertThat(decode(Samples.bmp(8, 8))).isFalse();
    assertThat(decode(riff(vp8l(8, 8, -1)))).isFalse();
    assertThat(decode(new byte[0])).isFalse();
    assertThat(decode(Samples.joined(Samples.jpeg(8, 8), new byte[Thumbnails.MAX_BYTES])))
        .isFalse();
  }

  @Test
  void decode_jpegOfHundredsOfScans_nothing() throws Exception {
    byte[] jpeg = Samples.jpegBomb(512, 512);
    byte[] scan = Samples.joined(segment(0xda, new byte[] {1, 1, 0, 0, 63, 0}), new byte[4]);
    byte[][] scans = new byte[64][];
    Arrays.fill(scans, scan);
    byte[] scanned = inserted(jpeg, jpeg.length - 2, scans);

    assertThat(decode(jpeg)).isTrue();
    assertThat(Images.parse(ImageFormat.JPEG, Source.of(scanned), Keep.PIXELS).decoding())
        .isEqualTo(Parsed.Decoding.NEVER);
    assertThat(decode(scanned)).isFalse();
  }

  @Test
  void pixels_toPng_theSamePixels() {
    Random random = new Random(3);
    int[] argb = new int[60 * 50];
    for (int at = 0; at < argb.length; at++) {
      // Noise, rows, columns, a slope, a slope with noise: each is smallest by another filter.
      int x = at % 60;
      int y = at / 60;
      int[] kinds = {
        random.nextInt(256), 5 * x, 5 * y, 2 * x + 3 * y, x * y / 12 + random.nextInt(9)
      };
      argb[at] = 0x01010101 * (kinds[y / 10] & 0xff);
    }

    assertThat(Samples.pixels(Pixels.of(60, 50, argb).toPng())).isEqualTo(argb);
  }

  @Test
  void pixels_shrunk_mean() {
    Pixels pixels =
        Pixels.of(4, 2, 0xff000000, 0xffffffff, 0xffff0000, 0, 0xff000000, 0xffffffff, 0, 0);

    Pixels shrunk = pixels.shrunkTo(2, 1);

    assertThat(shrunk.argb(0, 0)).isEqualTo(0xff808080);
    // What is seen through has no colour of its own.
    assertThat(shrunk.argb(1, 0)).isEqualTo(0x40ff0000);
  }

  private static boolean decode(byte[] thumbnail) {
    return Thumbnails.decode(Bytes.copyFrom(thumbnail)).isPresent();
  }

  private Pixels thumbnail(byte[] image) throws IOException {
    return Thumbnails.decode(made(image)).orElseThrow();
  }

  private Bytes made(byte[] image) throws IOException {
    Bytes thumbnail = Thumbnails.make(image(image)).orElseThrow();
    assertThat(thumbnail.size()).isLessThanOrEqualTo(Thumbnails.MAX_BYTES);
    return thumbnail;
  }

  private Look.Image image(byte[] image) throws IOException {
    return (Look.Image) Images.look(Files.write(folder.resolve("file"), image));
  }

  private static BufferedImage noise(int width, int height, boolean alpha) {
    Random random = new Random(7);
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        row[x] = random.nextInt();
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }

  private static void assertNear(Pixels pixels, int x, int y, int rgb) {
    int found = pixels.argb(x, y);
    for (int shift = 16; shift >= 0; shift -= 8) {
      assertThat(found >> shift & 0xff)
          .as("%08x for %06x at %d, %d of %s", found, rgb, x, y, pixels)
          .isBetween((rgb >> shift & 0xff) - 12, (rgb >> shift & 0xff) + 12);
    }
  }
}
