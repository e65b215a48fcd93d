package chat.sotto.client.image;

import static chat.sotto.client.image.Samples.PLANTED;
import static chat.sotto.client.image.Samples.ascii;
import static chat.sotto.client.image.Samples.chunk;
import static chat.sotto.client.image.Samples.exifSegment;
import static chat.sotto.client.image.Samples.inserted;
import static chat.sotto.client.image.Samples.joined;
import static chat.sotto.client.image.Samples.pixels;
import static chat.sotto.client.image.Samples.riff;
import static chat.sotto.client.image.Samples.riffChunk;
import static chat.sotto.client.image.Samples.segment;
import static chat.sotto.client.image.Samples.tiff;
import static chat.sotto.client.image.Samples.vp8l;
import static chat.sotto.client.image.Samples.vp8x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCopyTest {
  /** A JPEG of ImageIO begins with two bytes and a JFIF segment of 18. */
  private static final int AFTER_JFIF = 20;

  /** A PNG begins with eight bytes and a header of 25. */
  private static final int AFTER_HEADER = 33;

  private static final byte[] PLANT = ascii(PLANTED);

  @TempDir Path folder;

  @Test
  void open_nothingToTakeOut_theFileItself() throws IOException {
    for (byte[] image :
        new byte[][] {
          Samples.jpeg(31, 17),
          Samples.progressiveJpeg(31, 17),
          Samples.gif(31, 17),
          Samples.bmp(31, 17),
          Samples.pngBomb(5, 5),
          riff(vp8x(0, 31, 17), vp8l(31, 17, -1))
        }) {
      CleanCopy clean = copy(image);
      assertThat(clean.isOriginal()).isTrue();
      assertThat(bytes(clean)).isEqualTo(image);
    }
  }

  @Test
  void open_jpegWithAllThatCamerasWrite_pixelsAndTurnAlone() throws IOException {
    for (byte[] bare : new byte[][] {Samples.jpeg(64, 48), Samples.progressiveJpeg(64, 48)}) {
      byte[] full =
          joined(
              inserted(
                  bare,
                  AFTER_JFIF,
                  exifSegment(6),
                  segment(0xe1, joined(ascii("http://ns.adobe.com/xap/1.0/\0"), PLANT)),
                  segment(0xe2, joined(ascii("MPF\0"), PLANT)),
                  segment(0xed, joined(ascii("Photoshop 3.0\0"), PLANT)),
                  segment(0xe0, joined(ascii("JFXX\0"), PLANT)),
                  segment(0xeb, PLANT),
                  segment(0xfe, PLANT)),
              Samples.jpeg(8, 8),
              PLANT);

      byte[] clean = bytes(copy(full));

      assertThat(text(clean)).doesNotContain(PLANTED);
      assertThat(clean).isEqualTo(inserted(bare, AFTER_JFIF, turn(6)));
      assertThat(pixels(clean)).isEqualTo(pixels(full));
      // Cleaned once more, it stays as it is.
      assertThat(bytes(copy(clean))).isEqualTo(clean);
    }
  }

  @Test
  void open_jpegNotTurned_noExif() throws IOException {
    byte[] bare = Samples.jpeg(64, 48);

    assertThat(bytes(copy(inserted(bare, AFTER_JFIF, exifSegment(1))))).isEqualTo(bare);
  }

  @Test
  void open_jpegWithCommentsBetweenScans_gone() throws IOException {
    byte[] bare = Samples.progressiveJpeg(64, 48);
    int second = secondScan(bare);

    byte[] clean = bytes(copy(inserted(bare, second, segment(0xfe, PLANT), exifSegment(6))));

    assertThat(clean).isEqualTo(bare);
  }

  @Test
  void open_jpegWithProfileAndAdobe_theyStay() throws IOException {
    byte[] image =
        inserted(
            Samples.jpeg(8, 8),
            AFTER_JFIF,
            segment(0xe2, joined(ascii("ICC_PROFILE\0\1\1"), new byte[200])),
            segment(0xee, joined(ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 1})));

    assertThat(copy(image).isOriginal()).isTrue();
  }

  @Test
  void open_jpegWithThumbnailInJfif_bareJfif() throws IOException {
    byte[] bare = Samples.jpeg(8, 8);
    byte[] withThumbnail = inserted(bare, AFTER_JFIF, PLANT, new byte[3 - PLANT.length % 3]);
    withThumbnail[5] = (byte) (16 + withThumbnail.length - bare.length);
    withThumbnail[18] = 1;
    withThumbnail[19] = (byte) ((withThumbnail.length - bare.length) / 3);

    assertThat(bytes(copy(withThumbnail))).isEqualTo(bare);
  }

  @Test
  void open_pngWithTextsAndTail_pixelsAndTurnAlone() throws IOException {
    byte[] bare = Samples.pngBomb(40, 30);
    byte[] shown =
        joined(chunk("gAMA", new byte[4]), chunk("pHYs", new byte[9]), chunk("sRGB", new byte[1]));
    byte[] full =
        joined(
            inserted(
                bare,
                AFTER_HEADER,
                chunk("tEXt", joined(ascii("Author\0"), PLANT)),
                shown,
                chunk("zTXt", joined(ascii("Comment\0\0"), PLANT)),
                chunk("iTXt", joined(ascii("XML:com.adobe.xmp\0\0\0\0\0"), PLANT)),
                chunk("tIME", new byte[7]),
                chunk("eXIf", tiff(3, true)),
                chunk("caBX", PLANT),
                chunk("prVt", PLANT)),
            PLANT);

    byte[] clean = bytes(copy(full));

    assertThat(text(clean)).doesNotContain(PLANTED);
    assertThat(clean)
        .isEqualTo(inserted(bare, AFTER_HEADER, shown, chunk("eXIf", new Orientation(3).write())));
    assertThat(pixels(clean)).isEqualTo(pixels(full));
  }

  @Test
  void open_animatedPng_framesStay() throws IOException {
    byte[] image =
        inserted(
            Samples.pngBomb(4, 4),
            AFTER_HEADER,
            chunk("acTL", new byte[8]),
            chunk("fcTL", new byte[26]),
            chunk("fdAT", new byte[30]));

    assertThat(copy(image).isOriginal()).isTrue();
  }

  @Test
  void open_gifWithExtensions_picturesAndLoopAlone() throws IOException {
    byte[] bare = Samples.gif(20, 10);
    int first = firstExtension(bare);
    byte[] loop = joined(ascii("!\u00ff\u000bNETSCAPE2.0\3\1"), new byte[] {5, 0, 0});
    byte[] control = joined(ascii("!\u00f9\u0004"), new byte[] {0, 1, 0, 0, 0});
    byte[] full =
        joined(
            inserted(
                bare,
                first,
                loop,
                extension(0xfe, PLANT),
                extension(0xff, joined(ascii("XMP DataXMP"), PLANT)),
                control,
                plainText(),
                extension(0x99, PLANT)),
            PLANT);

    byte[] clean = bytes(copy(full));

    assertThat(text(clean)).doesNotContain(PLANTED);
    assertThat(clean).isEqualTo(inserted(bare, first, loop));
    assertThat(pixels(clean)).isEqualTo(pixels(full));
  }

  @Test
  void open_gifWithDataInALoop_gone() throws IOException {
    byte[] bare = Samples.gif(20, 10);
    byte[] loop =
        joined(
            ascii("!\u00ff\u000bNETSCAPE2.0\3\1"),
            new byte[] {5, 0, (byte) PLANT.length},
            PLANT,
            new byte[1]);

    assertThat(bytes(copy(inserted(bare, firstExtension(bare), loop)))).isEqualTo(bare);
  }

  @Test
  void open_webpWithMetadata_flagsAndLengthFit() throws IOException {
    byte[] picture = vp8l(31, 17, 0xff336699);
    byte[] profile = riffChunk("ICCP", new byte[131]);
    byte[] full =
        joined(
            riff(
                vp8x(0x2c, 31, 17),
                profile,
                picture,
                riffChunk("EXIF", tiff(6, false)),
                riffChunk("XMP ", PLANT),
                riffChunk("junk", PLANT)),
            PLANT);

    byte[] clean = bytes(copy(full));

    assertThat(text(clean)).doesNotContain(PLANTED);
    assertThat(clean)
        .isEqualTo(
            riff(
                vp8x(0x28, 31, 17),
                profile,
                picture,
                riffChunk("EXIF", new Orientation(6).write())));
  }

  @Test
  void open_simpleWebpWithTail_pictureAlone() throws IOException {
    byte[] picture = vp8l(31, 17, -1);

    assertThat(bytes(copy(joined(riff(picture, riffChunk("EXIF", PLANT)), PLANT))))
        .isEqualTo(riff(picture));
  }

  @Test
  void open_animatedWebp_framesStay() throws IOException {
    byte[] place = new byte[16];
    place[6] = 3;
    place[9] = 1;
    byte[] image =
        riff(
            vp8x(2, 9, 9),
            riffChunk("ANIM", new byte[6]),
            riffChunk("ANMF", joined(place, vp8l(4, 2, -1))),
            riffChunk("ANMF", joined(place, vp8l(4, 2, 0))));

    assertThat(copy(image).isOriginal()).isTrue();
  }

  @Test
  void open_bmpWithTailAndGap_gone() throws IOException {
    byte[] bare = Samples.bmp(9, 5);
    byte[] full = joined(inserted(bare, 54, PLANT), PLANT);
    full[10] = (byte) (54 + PLANT.length);

    byte[] clean = bytes(copy(full));

    assertThat(text(clean)).doesNotContain(PLANTED);
    assertThat(pixels(clean)).isEqualTo(pixels(bare));
  }

  @Test
  void open_bmpWithPathOfProfile_gone() throws IOException {
    byte[] bare = Samples.bmp(9, 5);
    byte[] rows = Arrays.copyOfRange(bare, 54, bare.length);
    ByteBuffer header = ByteBuffer.allocate(138).order(ByteOrder.LITTLE_ENDIAN);
    header.put(bare, 0, 54);
    header.putInt(10, 138).putInt(14, 124).putInt(70, 0x4c494e4b);
    header.putInt(126, 124 + rows.length).putInt(130, PLANT.length);

    byte[] clean = bytes(copy(joined(header.array(), rows, PLANT)));

    assertThat(text(clean)).doesNotContain(PLANTED);
    assertThat(clean).hasSize(138 + rows.length);
    assertThat(Arrays.copyOfRange(clean, 126, 134)).containsOnly(0);
  }

  @Test
  void open_fileChangedSince_fails() throws IOException {
    Path file = Files.write(folder.resolve("file"), Samples.jpeg(8, 8));
    CleanCopy clean = copy(file);
    Files.write(file, Samples.jpeg(9, 8));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));

    assertThatThrownBy(clean::open).isInstanceOf(FileChangedException.class);
  }

  @Test
  void read_fileChangedOrCutMeanwhile_failsBeforeTheEnd() throws IOException {
    Path file = Files.write(folder.resolve("file"), Samples.bmp(300, 300));
    CleanCopy clean = copy(file);
    try (InputStream in = clean.open()) {
      assertThat(in.read()).isEqualTo('B');
      Files.write(file, new byte[100_000]);
      assertThatThrownBy(in::readAllBytes).isInstanceOf(FileChangedException.class);
    }
    Files.write(file, Samples.bmp(300, 300));
    CleanCopy touched = copy(file);
    try (InputStream in = touched.open()) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(FileChangedException.class);
    }
  }

  private CleanCopy copy(byte[] image) throws IOException {
    return copy(Files.write(folder.resolve("file"), image));
  }

  private static CleanCopy copy(Path file) throws IOException {
    if (Images.look(file) instanceof Look.Image image) {
      return image.clean();
    }
    throw new AssertionError(Images.look(file));
  }

  /** As said before, and as it comes. */
  private static byte[] bytes(CleanCopy clean) throws IOException {
    try (InputStream in = clean.open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(bytes).hasSize((int) clean.size());
      return bytes;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] turn(int orientation) {
    return segment(0xe1, joined(ascii("Exif\0\0"), new Orientation(orientation).write()));
  }

  private static byte[] extension(int label, byte[] data) {
    return joined(new byte[] {0x21, (byte) label, (byte) data.length}, data, new byte[1]);
  }

  private static byte[] plainText() {
    return joined(
        new byte[] {0x21, 1, 12},
        new byte[12],
        new byte[] {(byte) PLANT.length},
        PLANT,
        new byte[1]);
  }

  private static int firstExtension(byte[] gif) {
    return 13 + (3 << ((gif[10] & 7) + 1));
  }

  private static int secondScan(byte[] jpeg) {
    int at = text(jpeg).indexOf("\u00ff\u00da");
    at += 2;
    while ((jpeg[at] & 0xff) != 0xff || jpeg[at + 1] == 0) {
      at++;
    }
    return at;
  }
}
