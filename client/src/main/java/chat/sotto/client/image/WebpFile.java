package chat.sotto.client.image;

import chat.sotto.client.image.Parsed.Decoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WebP (RFC 9649): chunks in a RIFF container. Stays: pictures, transparency, animation, a colour
 * profile. Goes: EXIF but for the turn, XMP, chunks that are not known, and what is behind the end.
 */
final class WebpFile {
  private static final int COLOUR_PROFILE = 0x20;
  private static final int ALPHA = 0x10;
  private static final int EXIF = 0x08;
  private static final int ANIMATION = 0x02;

  private static final Set<String> PICTURE = Set.of("VP8 ", "VP8L");
  private static final Set<String> ANIMATED = Set.of("ANIM", "ANMF");

  /** A colour profile has some hundred kilobytes at most. */
  private static final int MAX_PROFILE = 4 << 20;

  private final Source in;
  private final Keep keep;
  private @Nullable Orientation orientation;

  /**
   * @param at where its name is
   * @param length of its content
   */
  private record Chunk(String name, long at, long length) {
    long content() {
      return at + 8;
    }

    long end() {
      return at + 8 + length;
    }
  }

  private record Size(int width, int height) {}

  private WebpFile(Source in, Keep keep) {
    this.in = in;
    this.keep = keep;
  }

  static Parsed parse(Source in, Keep keep) throws IOException, NotUnderstoodException {
    return new WebpFile(in, keep).parse();
  }

  private Parsed parse() throws IOException, NotUnderstoodException {
    if (!in.has("RIFF", 0) || !in.has("WEBP", 8)) {
      throw new NotUnderstoodException("it does not begin like a WebP");
    }
    long end = 8 + in.u32le(4);
    if (end > in.length()) {
      throw NotUnderstoodException.truncated();
    }
    List<Chunk> chunks = chunks(12, end);
    if (chunks.isEmpty()) {
      throw new NotUnderstoodException("it has no picture");
    }
    Chunk first = chunks.get(0);
    Size size;
    Edits.Builder body = new Edits.Builder();
    if (PICTURE.contains(first.name())) {
      size = pictureSize(first);
      keep(first, body);
    } else if (first.name().equals("VP8X")) {
      size = extended(chunks, body);
    } else {
      throw new NotUnderstoodException("it has no picture");
    }
    return new Parsed(
        ImageFormat.WEBP,
        size.width(),
        size.height(),
        orientation == null ? Orientation.AS_CODED : orientation,
        Decoding.WHOLE,
        withHeader(body));
  }

  /** The same parts, behind the header that says how long they are. */
  private Edits withHeader(Edits.Builder body) throws IOException, NotUnderstoodException {
    long length = 4 + body.size();
    Edits.Builder whole = new Edits.Builder();
    whole.keep(0, 4);
    whole.replace(in, 4, 8, littleEndian(4).putInt((int) length).array());
    whole.keep(8, 12);
    whole.append(body.build());
    return whole.build();
  }

  private List<Chunk> chunks(long from, long end) throws IOException, NotUnderstoodException {
    List<Chunk> chunks = new ArrayList<>();
    long at = from;
    while (at < end) {
      String name = new String(in.bytes(at, 4), StandardCharsets.ISO_8859_1);
      Chunk chunk = new Chunk(name, at, in.u32le(at + 4));
      // The byte that makes the length even is forgotten by some at the very end.
      long next = chunk.end() + (chunk.length() & 1);
      if (chunk.end() > end || chunks.size() == Edits.MAX_PARTS) {
        throw NotUnderstoodException.truncated();
      }
      chunks.add(chunk);
      at = next;
    }
    return chunks;
  }

  private Size extended(List<Chunk> chunks, Edits.Builder body)
      throws IOException, NotUnderstoodException {
    Chunk header = chunks.get(0);
    if (header.length() != 10) {
      throw new NotUnderstoodException("its header has the wrong form");
    }
    int flags = in.u8(header.content());
    boolean animated = (flags & ANIMATION) != 0;
    Size canvas = size(in.u24le(header.content() + 4) + 1, in.u24le(header.content() + 7) + 1);
    boolean profile = false;
    boolean turned = false;
    int pictures = 0;
    Edits.Builder rest = new Edits.Builder();
    for (Chunk chunk : chunks.subList(1, chunks.size())) {
      if (chunk.name().equals("VP8X") || (ANIMATED.contains(chunk.name()) && !animated)) {
        throw new NotUnderstoodException("its header contradicts the rest");
      }
      switch (chunk.name()) {
        case "VP8 ", "VP8L" -> {
          if (animated || pictures > 0 || !pictureSize(chunk).equals(canvas)) {
            throw new NotUnderstoodException("its header contradicts the rest");
          }
          pictures++;
          keep(chunk, rest);
        }
        case "ANMF" -> {
          frame(chunk, canvas);
          pictures++;
          keep(chunk, rest);
        }
        case "ANIM", "ALPH" -> keep(chunk, rest);
        case "ICCP" -> {
          if (chunk.length() > MAX_PROFILE) {
            throw new NotUnderstoodException("a chunk is too long");
          }
          if (keep == Keep.LOOKS) {
            profile = true;
            keep(chunk, rest);
          }
        }
        case "EXIF" -> {
          if (orientation == null) {
            orientation = orientation(chunk);
            turned = orientation.value() != 1 && keep == Keep.LOOKS;
            if (turned) {
              rest.replace(in, chunk.at(), chunk.end(), exif(orientation));
            }
          }
        }
        default -> {}
      }
    }
    if (pictures == 0) {
      throw new NotUnderstoodException("it has no picture");
    }
    int kept = (flags & (ALPHA | ANIMATION)) | (profile ? COLOUR_PROFILE : 0) | (turned ? EXIF : 0);
    body.keep(header.at(), header.content());
    body.replace(in, header.content(), header.content() + 4, littleEndian(4).putInt(kept).array());
    body.keep(header.content() + 4, header.end());
    body.append(rest.build());
    return canvas;
  }

  /** A frame of an animation: a header of its own, and chunks. */
  private void frame(Chunk frame, Size canvas) throws IOException, NotUnderstoodException {
    if (frame.length() < 16) {
      throw new NotUnderstoodException("a frame has the wrong form");
    }
    long at = frame.content();
    Size size = size(in.u24le(at + 6) + 1, in.u24le(at + 9) + 1);
    boolean inside =
        2L * in.u24le(at) + size.width() <= canvas.width()
            && 2L * in.u24le(at + 3) + size.height() <= canvas.height();
    int pictures = 0;
    for (Chunk chunk : chunks(at + 16, frame.end())) {
      if (PICTURE.contains(chunk.name())) {
        inside &= pictureSize(chunk).equals(size);
        pictures++;
      } else if (!chunk.name().equals("ALPH")) {
        throw new NotUnderstoodException("a frame has a part that is not known");
      }
    }
    if (!inside || pictures != 1) {
      throw new NotUnderstoodException("a frame has the wrong form");
    }
  }

  /** What a picture says of itself: RFC 6386 §9.1, RFC 9649 §3.4. */
  private Size pictureSize(Chunk picture) throws IOException, NotUnderstoodException {
    long at = picture.content();
    if (picture.name().equals("VP8L")) {
      if (picture.length() < 6 || in.u8(at) != 0x2f || in.u8(at + 4) >> 5 != 0) {
        throw new NotUnderstoodException("a picture has the wrong form");
      }
      long bits = in.u32le(at + 1);
      return size((int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
    }
    boolean keyFrame = picture.length() > 10 && (in.u8(at) & 1) == 0;
    if (!keyFrame || !in.has("\u009d\u0001*", at + 3)) {
      throw new NotUnderstoodException("a picture has the wrong form");
    }
    return size(in.u16le(at + 6) & 0x3fff, in.u16le(at + 8) & 0x3fff);
  }

  private static Size size(int width, int height) throws NotUnderstoodException {
    Parsed.requireSides(width, height);
    return new Size(width, height);
  }

  /** Some write the name of JPEG's segment before the block, as if it were one. */
  private Orientation orientation(Chunk exif) throws IOException, NotUnderstoodException {
    long skipped = in.has("Exif\0\0", exif.content()) ? Math.min(6, exif.length()) : 0;
    int length = (int) Math.min(exif.length() - skipped, Orientation.MAX_BLOCK);
    return Orientation.read(in.bytes(exif.content() + skipped, length));
  }

  private void keep(Chunk chunk, Edits.Builder edits) throws IOException, NotUnderstoodException {
    edits.keep(chunk.at(), chunk.end());
    if ((chunk.length() & 1) != 0) {
      if (chunk.end() < in.length() && in.u8(chunk.end()) == 0) {
        edits.keep(chunk.end(), chunk.end() + 1);
      } else {
        edits.write(new byte[1]);
      }
    }
  }

  private static byte[] exif(Orientation orientation) {
    byte[] tiff = orientation.write();
    return littleEndian(8 + tiff.length)
        .put("EXIF".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(tiff.length)
        .put(tiff)
        .array();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
