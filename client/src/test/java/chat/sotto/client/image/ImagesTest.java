package chat.sotto.client.image;

import static chat.sotto.client.image.Samples.ascii;
import static chat.sotto.client.image.Samples.chunk;
import static chat.sotto.client.image.Samples.exifSegment;
import static chat.sotto.client.image.Samples.inserted;
import static chat.sotto.client.image.Samples.joined;
import static chat.sotto.client.image.Samples.riff;
import static chat.sotto.client.image.Samples.riffChunk;
import static chat.sotto.client.image.Samples.tiff;
import static chat.sotto.client.image.Samples.vp8;
import static chat.sotto.client.image.Samples.vp8l;
import static chat.sotto.client.image.Samples.vp8x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  @TempDir Path folder;

  @Test
  void look_eachFormat_formatAndSize() throws IOException {
    assertImage(Samples.jpeg(31, 17), ImageFormat.JPEG, 31, 17);
    assertImage(Samples.progressiveJpeg(31, 17), ImageFormat.JPEG, 31, 17);
    assertImage(Samples.png(31, 17), ImageFormat.PNG, 31, 17);
    assertImage(Samples.gif(31, 17), ImageFormat.GIF, 31, 17);
    assertImage(Samples.bmp(31, 17), ImageFormat.BMP, 31, 17);
    assertImage(riff(vp8l(31, 17, -1)), ImageFormat.WEBP, 31, 17);
    assertImage(riff(vp8()), ImageFormat.WEBP, 1, 1);
    assertImage(riff(vp8x(0, 31, 17), vp8l(31, 17, -1)), ImageFormat.WEBP, 31, 17);
  }

  @Test
  void look_turnedByAQuarter_sizeAsShown() throws IOException {
    assertImage(inserted(Samples.jpeg(31, 17), 2, exifSegment(6)), ImageFormat.JPEG, 17, 31);
    assertImage(inserted(Samples.jpeg(31, 17), 2, exifSegment(3)), ImageFormat.JPEG, 31, 17);
    assertImage(
        inserted(Samples.png(31, 17), 33, chunk("eXIf", tiff(8, true))), ImageFormat.PNG, 17, 31);
    assertImage(
        riff(vp8x(8, 31, 17), vp8l(31, 17, -1), riffChunk("EXIF", tiff(5, false))),
        ImageFormat.WEBP,
        17,
        31);
  }

  @Test
  void look_brokenTurn_asCoded() throws IOException {
    for (int orientation : new int[] {0, 9, -1}) {
      assertImage(
          inserted(Samples.jpeg(31, 17), 2, exifSegment(orientation)), ImageFormat.JPEG, 31, 17);
    }
  }

  @Test
  void look_nameOfAnotherKind_byContent() throws IOException {
    Path file = Files.write(folder.resolve("photo.jpg"), Samples.png(3, 2));

    assertThat(Images.look(file))
        .isInstanceOfSatisfying(
            Look.Image.class, image -> assertThat(image.format()).isEqualTo(ImageFormat.PNG));
  }

  @Test
  void look_noImage_fileAndWhy() throws IOException {
    for (byte[] content :
        new byte[][] {
          {},
          {0},
          ascii("BM"),
          ascii("BMW drives past, and past again"),
          ascii("%PDF-1.7"),
          ascii("GIF88a,,,,,,")
        }) {
      assertThat(look(content))
          .isInstanceOfSatisfying(
              Look.Other.class, other -> assertThat(other.why()).isEqualTo(Look.Why.NO_IMAGE));
    }
    assertThat(Images.look(folder)).isInstanceOf(Look.Other.class);
    assertThatThrownBy(() -> Images.look(folder.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void look_contradictions_brokenAndWhy() throws IOException {
    byte[] png = Samples.png(3, 2);
    byte[] wrongSum = png.clone();
    wrongSum[30] ^= 1;
    assertBroken(wrongSum, "checksum");
    assertBroken(inserted(png, 33, chunk("CgBI", new byte[4])), "not known");
    assertBroken(inserted(png, 33, chunk("a1b2", new byte[4])), "no name");
    assertBroken(inserted(png, 33, Arrays.copyOfRange(png, 8, 33)), "header");
    byte[] jpeg = Samples.jpeg(3, 2);
    assertBroken(inserted(jpeg, 20, new byte[] {0}), "between");
    assertBroken(joined(Arrays.copyOf(jpeg, 20), new byte[] {-1, (byte) 0xd9}), "no picture");
    byte[] noScan = Samples.jpegBomb(8, 8);
    assertBroken(joined(Arrays.copyOf(noScan, 128), new byte[] {-1, (byte) 0xd9}), "no picture");
    assertBroken(inserted(jpeg, 2, Samples.segment(0xf7, new byte[9])), "not known");
    assertBroken(riff(vp8x(0, 31, 18), vp8l(31, 17, -1)), "contradicts");
    assertBroken(riff(vp8x(0, 31, 17)), "no picture");
    assertBroken(riff(vp8x(0, 31, 17), vp8l(31, 17, -1), vp8l(31, 17, -1)), "contradicts");
    byte[] gif = Samples.gif(3, 2);
    assertBroken(joined(Arrays.copyOf(gif, gif.length - 1), ascii("x")), "not known");
    byte[] bmp = Samples.bmp(3, 2);
    bmp[26] = 2;
    assertBroken(bmp, "header");
  }

  @Test
  void look_sidesOutsideTheBound_broken() throws IOException {
    assertBroken(
        joined(ascii(PngFile.SIGNATURE), Samples.pngHeader(65_536, 1), new byte[99]), "sides");
    assertBroken(joined(ascii(PngFile.SIGNATURE), Samples.pngHeader(0, 1), new byte[99]), "sides");
    assertBroken(joined(ascii(PngFile.SIGNATURE), Samples.pngHeader(-1, 1), new byte[99]), "sides");
  }

  private Look look(byte[] content) throws IOException {
    return Images.look(Files.write(folder.resolve("file"), content));
  }

  private void assertImage(byte[] content, ImageFormat format, int width, int height)
      throws IOException {
    assertThat(look(content))
        .isInstanceOfSatisfying(
            Look.Image.class,
            image -> {
              assertThat(image.format()).isEqualTo(format);
              assertThat(image.width()).isEqualTo(width);
              assertThat(image.height()).isEqualTo(height);
            });
  }

  private void assertBroken(byte[] content, String detail) throws IOException {
    assertThat(look(content))
        .isInstanceOfSatisfying(
            Look.Other.class,
            other -> {
              assertThat(other.why()).isEqualTo(Look.Why.BROKEN);
              assertThat(other.detail()).contains(detail);
            });
  }
}
