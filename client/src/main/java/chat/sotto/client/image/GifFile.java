package chat.sotto.client.image;

import chat.sotto.client.image.Parsed.Decoding;
import java.io.IOException;

/**
 * GIF (CompuServe, 89a): blocks, whose data comes in pieces of up to 255 bytes. Stays: pictures,
 * colour tables, how pictures follow each other, the loop. Goes: comments, plain text (which no
 * program draws), application extensions such as XMP, and what is behind the end.
 */
final class GifFile {
  private static final int EXTENSION = 0x21;
  private static final int PICTURE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int CONTROL = 0xf9;
  private static final int PLAIN_TEXT = 0x01;
  private static final int APPLICATION = 0xff;

  private final Source in;
  private final Edits.Builder edits = new Edits.Builder();

  /** Where the control extension is that waits for its picture; -1 for none. */
  private long control = -1;

  private long controlEnd = -1;
  private int pictures;
  private long largest;

  private GifFile(Source in) {
    this.in = in;
  }

  static Parsed parse(Source in) throws IOException, NotUnderstoodException {
    return new GifFile(in).parse();
  }

  private Parsed parse() throws IOException, NotUnderstoodException {
    if (!in.has("GIF87a", 0) && !in.has("GIF89a", 0)) {
      throw new NotUnderstoodException("it does not begin like a GIF");
    }
    int width = in.u16le(6);
    int height = in.u16le(8);
    Parsed.requireSides(width, height);
    long at = requireThere(13 + tableLength(in.u8(10)));
    edits.keep(0, at);
    while (true) {
      int block = in.u8(at);
      if (block == TRAILER) {
        edits.keep(at, at + 1);
        break;
      }
      if (block == PICTURE) {
        at = picture(at);
      } else if (block == EXTENSION) {
        at = extension(at);
      } else {
        throw new NotUnderstoodException("it has a block that is not known");
      }
    }
    if (pictures == 0) {
      throw new NotUnderstoodException("it has no picture");
    }
    // A picture larger than its screen would not be bounded by what the screen says.
    Decoding decoding = largest > (long) width * height ? Decoding.NEVER : Decoding.STREAMED;
    return new Parsed(
        ImageFormat.GIF, width, height, Orientation.AS_CODED, decoding, edits.build());
  }

  private long picture(long at) throws IOException, NotUnderstoodException {
    int width = in.u16le(at + 5);
    int height = in.u16le(at + 7);
    Parsed.requireSides(width, height);
    largest = Math.max(largest, (long) width * height);
    pictures++;
    long codeSize = at + 10 + tableLength(in.u8(at + 9));
    if (in.u8(codeSize) < 1 || in.u8(codeSize) > 11) {
      throw new NotUnderstoodException("a picture has the wrong form");
    }
    long end = endOfData(codeSize + 1);
    if (control >= 0) {
      edits.keep(control, controlEnd);
      control = -1;
    }
    edits.keep(at, end);
    return end;
  }

  private long extension(long at) throws IOException, NotUnderstoodException {
    int label = in.u8(at + 1);
    long end = endOfData(at + 2);
    if (label == CONTROL) {
      if (end - at != 8 || in.u8(at + 2) != 4) {
        throw new NotUnderstoodException("a control block has the wrong form");
      }
      control = at;
      controlEnd = end;
    } else if (label == PLAIN_TEXT) {
      // The control block before it was its own.
      control = -1;
    } else if (label == APPLICATION && isLoop(at, end)) {
      edits.keep(at, end);
    }
    return end;
  }

  /** How often it is repeated: the one application extension that programs act on. */
  private boolean isLoop(long at, long end) throws IOException, NotUnderstoodException {
    return end - at == 19
        && in.u8(at + 2) == 11
        && (in.has("NETSCAPE2.0", at + 3) || in.has("ANIMEXTS1.0", at + 3))
        && in.u8(at + 14) == 3
        && in.u8(at + 15) == 1;
  }

  private long endOfData(long from) throws IOException, NotUnderstoodException {
    long at = from;
    while (true) {
      int length = in.u8(at);
      at = requireThere(at + 1 + length);
      if (length == 0) {
        return at;
      }
    }
  }

  private long requireThere(long end) throws NotUnderstoodException {
    if (end > in.length()) {
      throw NotUnderstoodException.truncated();
    }
    return end;
  }

  private static int tableLength(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}
