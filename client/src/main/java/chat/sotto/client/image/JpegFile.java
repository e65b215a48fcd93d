package chat.sotto.client.image;

import chat.sotto.client.image.Parsed.Decoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JPEG (ITU-T T.81, Annex B): segments, each with its length, and scans, which end at the next
 * marker. Stays: what is decoded by, JFIF without its thumbnail, a colour profile, Adobe's colour
 * transform. Goes: all other application segments, comments, and what is behind the end, where
 * telephones put films and second pictures.
 */
final class JpegFile {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;

  private static final String EXIF = "Exif\0\0";
  private static final String JFIF = "JFIF\0";

  /** A JFIF segment without a thumbnail, from its length on. */
  private static final int JFIF_LENGTH = 16;

  /** An Adobe segment, from its length on. */
  private static final int ADOBE_LENGTH = 14;

  /** Pictures come in ten scans or so; each costs as much as the picture. */
  private static final int MAX_SCANS = 64;

  private final Source in;
  private final Keep keep;
  private final Edits.Builder edits = new Edits.Builder();
  private @Nullable Frame frame;
  private @Nullable Orientation orientation;
  private boolean jfif;
  private int scans;

  /**
   * What is coded.
   *
   * @param type the last four bits of its marker
   */
  private record Frame(int type, int precision, int width, int height, int components) {}

  private JpegFile(Source in, Keep keep) {
    this.in = in;
    this.keep = keep;
  }

  static Parsed parse(Source in, Keep keep) throws IOException, NotUnderstoodException {
    return new JpegFile(in, keep).parse();
  }

  private Parsed parse() throws IOException, NotUnderstoodException {
    if (in.u16be(0) != (0xff00 | SOI)) {
      throw new NotUnderstoodException("it does not begin like a JPEG");
    }
    edits.keep(0, 2);
    long at = 2;
    while (true) {
      if (in.u8(at) != 0xff) {
        throw new NotUnderstoodException("there is something between its segments");
      }
      // Any number of bytes may fill the place before a marker.
      while (in.u8(at + 1) == 0xff) {
        at++;
      }
      int marker = in.u8(at + 1);
      if (marker == EOI) {
        edits.keep(at, at + 2);
        return parsed();
      }
      int length = in.u16be(at + 2);
      long end = at + 2 + length;
      if (length < 2 || end > in.length()) {
        throw NotUnderstoodException.truncated();
      }
      segment(marker, at, end);
      at = end;
      if (marker == SOS) {
        at = endOfScan(end);
        edits.keep(end, at);
      }
    }
  }

  private Parsed parsed() throws NotUnderstoodException {
    if (frame == null || scans == 0) {
      throw new NotUnderstoodException("it has no picture");
    }
    boolean progressive = frame.type() == 2;
    boolean decodable =
        frame.type() <= 2
            && frame.precision() == 8
            && (frame.components() == 1 || frame.components() == 3)
            && scans <= MAX_SCANS;
    Decoding decoding =
        !decodable ? Decoding.NEVER : progressive || scans > 1 ? Decoding.WHOLE : Decoding.STREAMED;
    return new Parsed(
        ImageFormat.JPEG,
        frame.width(),
        frame.height(),
        orientation == null ? Orientation.AS_CODED : orientation,
        decoding,
        edits.build());
  }

  /** One with a length; {@code at} is where its marker begins. */
  private void segment(int marker, long at, long end) throws IOException, NotUnderstoodException {
    if (marker >= APP0 && marker <= APP15) {
      application(marker, at, end);
      return;
    }
    switch (marker) {
      // Baseline, extended, progressive, by Huffman and by arithmetic coding.
      case 0xc0, 0xc1, 0xc2, 0xc9, 0xca -> {
        frame(marker & 0xf, at, end);
        edits.keep(at, end);
      }
      case SOS -> {
        scans++;
        int components = in.u8(at + 4);
        if (frame == null || components < 1 || end - at != 8 + 2L * components) {
          throw new NotUnderstoodException("a scan has the wrong form");
        }
        edits.keep(at, end);
      }
      // Tables of Huffman codes, arithmetic codes, quantization; restart interval.
      case 0xc4, 0xcc, 0xdb, 0xdd -> edits.keep(at, end);
      case COM -> {}
      default ->
          throw new NotUnderstoodException(String.format("segment ff%02x is not known", marker));
    }
  }

  private void frame(int type, long at, long end) throws IOException, NotUnderstoodException {
    if (end - at < 10) {
      throw new NotUnderstoodException("its frame has the wrong form");
    }
    int components = in.u8(at + 9);
    if (frame != null || components < 1 || components > 4 || end - at != 10 + 3L * components) {
      throw new NotUnderstoodException("its frame has the wrong form");
    }
    int height = in.u16be(at + 5);
    int width = in.u16be(at + 7);
    Parsed.requireSides(width, height);
    frame = new Frame(type, in.u8(at + 4), width, height, components);
  }

  private void application(int marker, long at, long end)
      throws IOException, NotUnderstoodException {
    long content = at + 4;
    if (marker == APP0 && !jfif && startsWith(JFIF, content, end)) {
      jfif = true;
      keepJfif(at, end);
    } else if (marker == APP1 && orientation == null && startsWith(EXIF, content, end)) {
      if (scans > 0) {
        // Nobody looks for the turn so late.
        return;
      }
      long tiff = content + EXIF.length();
      orientation = Orientation.read(in.bytes(tiff, (int) (end - tiff)));
      if (orientation.value() != 1 && keep == Keep.LOOKS) {
        edits.replace(in, at, end, exif(orientation));
      }
    } else if (marker == APP2 && keep == Keep.LOOKS && startsWith("ICC_PROFILE\0", content, end)) {
      edits.keep(at, end);
    } else if (marker == APP14 && startsWith("Adobe", content, end)) {
      keepAdobe(at, end);
    }
  }

  private void keepJfif(long at, long end) throws IOException, NotUnderstoodException {
    if (end - at < 2 + JFIF_LENGTH) {
      throw new NotUnderstoodException("its JFIF segment has the wrong form");
    }
    byte[] bare = in.bytes(at, 2 + JFIF_LENGTH);
    bare[2] = 0;
    bare[3] = JFIF_LENGTH;
    bare[16] = 0;
    bare[17] = 0;
    edits.replace(in, at, end, bare);
  }

  private void keepAdobe(long at, long end) throws IOException, NotUnderstoodException {
    if (end - at < 2 + ADOBE_LENGTH) {
      throw new NotUnderstoodException("its Adobe segment has the wrong form");
    }
    byte[] bare = in.bytes(at, 2 + ADOBE_LENGTH);
    bare[2] = 0;
    bare[3] = ADOBE_LENGTH;
    edits.replace(in, at, end, bare);
  }

  private boolean startsWith(String text, long at, long end)
      throws IOException, NotUnderstoodException {
    return end - at >= text.length() && in.has(text, at);
  }

  /** Where the marker is that ends a scan: not a stuffed byte, not a restart. */
  private long endOfScan(long from) throws IOException, NotUnderstoodException {
    long at = from;
    while (true) {
      if (in.u8(at) == 0xff) {
        int next = in.u8(at + 1);
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
          return at;
        }
      }
      at++;
    }
  }

  private static byte[] exif(Orientation orientation) {
    byte[] tiff = orientation.write();
    return ByteBuffer.allocate(4 + EXIF.length() + tiff.length)
        .putShort((short) (0xff00 | APP1))
        .putShort((short) (2 + EXIF.length() + tiff.length))
        .put(EXIF.getBytes(StandardCharsets.ISO_8859_1))
        .put(tiff)
        .array();
  }
}
