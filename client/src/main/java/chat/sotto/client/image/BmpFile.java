package chat.sotto.client.image;

import chat.sotto.client.image.Parsed.Decoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP (Windows, header versions 2 to 5): a header, colours, rows. There is nothing to take out but
 * a colour profile of version 5, which may be the path of a file at the sender's, and what lies in
 * gaps and behind the rows.
 */
final class BmpFile {
  private static final int FILE_HEADER = 14;

  private static final int RGB = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BIT_FIELDS = 3;
  private static final int ALPHA_BIT_FIELDS = 6;

  /** LCS_sRGB: the usual colours. */
  private static final int SRGB = 0x73524742;

  /** The longest gap between colours and rows. */
  private static final int MAX_GAP = 1 << 12;

  private final Source in;
  private final int header;

  private BmpFile(Source in, int header) {
    this.in = in;
    this.header = header;
  }

  /** The bytes of the second header, or 0 for what can be no BMP. */
  static int headerLength(Source in) throws IOException, NotUnderstoodException {
    if (!in.has("BM", 0) || in.length() < FILE_HEADER + 4) {
      return 0;
    }
    return switch ((int) in.u32le(FILE_HEADER)) {
      case 12 -> 12;
      case 40 -> 40;
      case 52 -> 52;
      case 56 -> 56;
      case 108 -> 108;
      case 124 -> 124;
      default -> 0;
    };
  }

  static Parsed parse(Source in) throws IOException, NotUnderstoodException {
    int header = headerLength(in);
    if (header == 0) {
      throw new NotUnderstoodException("it does not begin like a BMP");
    }
    return new BmpFile(in, header).parse();
  }

  private Parsed parse() throws IOException, NotUnderstoodException {
    boolean core = header == 12;
    int width = core ? in.u16le(18) : (int) in.u32le(18);
    int height = core ? in.u16le(20) : (int) in.u32le(22);
    // Upside down, which is the right way up.
    long rows = Math.abs((long) height);
    Parsed.requireSides(width, rows);
    int planes = in.u16le(core ? 22 : 26);
    int depth = in.u16le(core ? 24 : 28);
    int compression = core ? RGB : (int) in.u32le(30);
    long data = dataLength(width, rows, depth, compression);
    long colours = FILE_HEADER + header + tableLength(depth, compression);
    long from = in.u32le(10);
    if (planes != 1 || from < colours || from - colours > MAX_GAP) {
      throw new NotUnderstoodException("its header has the wrong form");
    }
    if (from + data > in.length()) {
      throw NotUnderstoodException.truncated();
    }
    Edits.Builder edits = new Edits.Builder();
    header(edits, from + data);
    edits.keep(FILE_HEADER + header, colours);
    edits.replace(in, colours, from, new byte[(int) (from - colours)]);
    edits.keep(from, from + data);
    return new Parsed(
        ImageFormat.BMP,
        width,
        (int) rows,
        Orientation.AS_CODED,
        isRunLength(compression) ? Decoding.WHOLE : Decoding.STREAMED,
        edits.build());
  }

  /** Both headers, with nothing in them that leads elsewhere. */
  private void header(Edits.Builder edits, long total) throws IOException, NotUnderstoodException {
    ByteBuffer after = ByteBuffer.wrap(in.bytes(0, FILE_HEADER + header));
    after.order(ByteOrder.LITTLE_ENDIAN);
    after.putInt(2, (int) total);
    after.putInt(6, 0);
    if (header == 124 && (after.getInt(126) != 0 || after.getInt(130) != 0)) {
      after.putInt(70, SRGB);
      after.putInt(126, 0);
      after.putInt(130, 0);
    }
    edits.replace(in, 0, FILE_HEADER + header, after.array());
  }

  private long dataLength(long width, long rows, int depth, int compression)
      throws IOException, NotUnderstoodException {
    boolean known =
        switch (compression) {
          case RGB -> depth == 1 || depth == 4 || depth == 8 || depth == 24 || isWide(depth);
          case RLE8 -> depth == 8;
          case RLE4 -> depth == 4;
          case BIT_FIELDS, ALPHA_BIT_FIELDS -> isWide(depth);
          default -> false;
        };
    if (!known) {
      throw new NotUnderstoodException("its pixels have a form that is not known");
    }
    if (!isRunLength(compression)) {
      return (width * depth + 31) / 32 * 4 * rows;
    }
    long length = in.u32le(34);
    if (length == 0) {
      throw new NotUnderstoodException("its header has the wrong form");
    }
    return length;
  }

  private static boolean isRunLength(int compression) {
    return compression == RLE8 || compression == RLE4;
  }

  private static boolean isWide(int depth) {
    return depth == 16 || depth == 32;
  }

  /** The bytes between header and rows that mean something: masks, colours. */
  private long tableLength(int depth, int compression) throws IOException, NotUnderstoodException {
    if (header == 12) {
      return depth <= 8 ? 3L << depth : 0;
    }
    int masks =
        header > 40 ? 0 : compression == BIT_FIELDS ? 12 : compression == ALPHA_BIT_FIELDS ? 16 : 0;
    long used = in.u32le(46);
    long most = depth <= 8 ? 1L << depth : 256;
    if (used > most) {
      throw new NotUnderstoodException("it has too many colours");
    }
    return masks + 4 * (used == 0 && depth <= 8 ? most : used);
  }
}
