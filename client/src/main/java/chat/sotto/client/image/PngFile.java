package chat.sotto.client.image;

import chat.sotto.client.image.Parsed.Decoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * PNG (W3C, third edition): chunks, each with its length. Stays: what pixels, colours and animation
 * are shown by. Goes: EXIF but for the turn, texts, times, all chunks that are not known and may be
 * left out, and what is behind the end.
 */
final class PngFile {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private static final Set<String> LOOKS =
      Set.of(
          "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "pHYs", "bKGD", "hIST",
          "acTL", "fcTL", "fdAT");

  /** Those that may be long. */
  private static final Set<String> DATA = Set.of("IDAT", "fdAT");

  /** The longest of the others; colour profiles have some hundred kilobytes at most. */
  private static final int MAX_CHUNK = 4 << 20;

  private final Source in;
  private final Keep keep;
  private final Edits.Builder edits = new Edits.Builder();
  private @Nullable Orientation orientation;
  private int width;
  private int height;
  private int colours;
  private boolean palette;
  private boolean data;

  private PngFile(Source in, Keep keep) {
    this.in = in;
    this.keep = keep;
  }

  static Parsed parse(Source in, Keep keep) throws IOException, NotUnderstoodException {
    return new PngFile(in, keep).parse();
  }

  private Parsed parse() throws IOException, NotUnderstoodException {
    if (!in.has(SIGNATURE, 0)) {
      throw new NotUnderstoodException("it does not begin like a PNG");
    }
    edits.keep(0, SIGNATURE.length());
    long at = SIGNATURE.length();
    String type;
    do {
      long length = in.u32be(at);
      type = new String(in.bytes(at + 4, 4), StandardCharsets.ISO_8859_1);
      long end = at + 12 + length;
      if (end > in.length()) {
        throw NotUnderstoodException.truncated();
      }
      if (type.equals("IHDR") == (width != 0)) {
        throw new NotUnderstoodException("its header is not where it belongs");
      }
      chunk(type, at, end);
      at = end;
    } while (!type.equals("IEND"));
    if (!data || (colours == 3 && !palette)) {
      throw new NotUnderstoodException("it has no picture");
    }
    return new Parsed(
        ImageFormat.PNG,
        width,
        height,
        orientation == null ? Orientation.AS_CODED : orientation,
        Decoding.STREAMED,
        edits.build());
  }

  private void chunk(String type, long at, long end) throws IOException, NotUnderstoodException {
    long length = end - at - 12;
    boolean pixels = PIXELS.contains(type);
    if (!pixels && isCritical(type)) {
      throw new NotUnderstoodException("it has a chunk that is not known and needed");
    }
    boolean stays = pixels || (keep == Keep.LOOKS && LOOKS.contains(type));
    if (stays && !DATA.contains(type) && length > MAX_CHUNK) {
      throw new NotUnderstoodException("a chunk is too long");
    }
    switch (type) {
      case "IHDR" -> header(at, length);
      case "PLTE" -> {
        if (length < 3 || length > 768 || length % 3 != 0 || palette || data) {
          throw new NotUnderstoodException("its palette has the wrong form");
        }
        palette = true;
      }
      case "IDAT" -> data = true;
      case "IEND" -> {
        if (length != 0) {
          throw new NotUnderstoodException("its end has the wrong form");
        }
      }
      case "eXIf" -> exif(at, length);
      default -> {}
    }
    if (stays) {
      edits.keep(at, end);
    }
  }

  /** Also whether four bytes are the name of a chunk: only then the bit means anything. */
  private static boolean isCritical(String type) throws NotUnderstoodException {
    for (int i = 0; i < type.length(); i++) {
      int letter = type.charAt(i) | 0x20;
      if (letter < 'a' || letter > 'z' || type.charAt(i) > 'z') {
        throw new NotUnderstoodException("a chunk has no name");
      }
    }
    return (type.charAt(0) & 0x20) == 0;
  }

  private void header(long at, long length) throws IOException, NotUnderstoodException {
    if (length != 13) {
      throw new NotUnderstoodException("its header has the wrong form");
    }
    byte[] content = in.bytes(at + 4, 17);
    CRC32 check = new CRC32();
    check.update(content);
    if (check.getValue() != in.u32be(at + 21)) {
      throw new NotUnderstoodException("its header fails its checksum");
    }
    Parsed.requireSides(in.u32be(at + 8), in.u32be(at + 12));
    width = (int) in.u32be(at + 8);
    height = (int) in.u32be(at + 12);
    int depth = content[12];
    colours = content[13];
    boolean known =
        switch (colours) {
          case 0 -> Set.of(1, 2, 4, 8, 16).contains(depth);
          case 3 -> Set.of(1, 2, 4, 8).contains(depth);
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || content[14] != 0 || content[15] != 0 || (content[16] & 0xfe) != 0) {
      throw new NotUnderstoodException("its header has the wrong form");
    }
  }

  private void exif(long at, long length) throws IOException, NotUnderstoodException {
    if (orientation != null) {
      return;
    }
    orientation = Orientation.read(in.bytes(at + 8, (int) Math.min(length, Orientation.MAX_BLOCK)));
    if (orientation.value() != 1 && keep == Keep.LOOKS) {
      edits.replace(in, at, at + 12 + length, chunkOf("eXIf", orientation.write()));
    }
  }

  /** A chunk with its checksum. */
  static byte[] chunkOf(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) check.getValue())
        .array();
  }
}
