package chat.sotto.client.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture is turned to be shown: the orientation of EXIF 2.32, tag 274. Nothing else of an
 * EXIF block is ever read.
 *
 * @param value 1 (as coded) to 8
 */
record Orientation(int value) {
  static final Orientation AS_CODED = new Orientation(1);

  /** The most bytes of an EXIF block that are looked at. */
  static final int MAX_BLOCK = 1 << 16;

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  /** Whether width and height change places. */
  boolean swaps() {
    return value >= 5;
  }

  /**
   * Of the TIFF structure of an EXIF block, without what comes before it. Where it does not say, or
   * is broken, decoders show the picture as coded.
   */
  static Orientation read(byte[] tiff) {
    ByteBuffer block = ByteBuffer.wrap(tiff);
    if (tiff.length < 10) {
      return AS_CODED;
    }
    int order = block.getShort(0);
    if (order == 0x4949) {
      block.order(ByteOrder.LITTLE_ENDIAN);
    } else if (order != 0x4d4d) {
      return AS_CODED;
    }
    int directory = block.getInt(4);
    if (block.getShort(2) != 42 || directory < 8 || directory > tiff.length - 2) {
      return AS_CODED;
    }
    int entries = block.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (entry > tiff.length - 12) {
        return AS_CODED;
      }
      if ((block.getShort(entry) & 0xffff) == TAG) {
        int value = block.getShort(entry + 8);
        boolean valid =
            block.getShort(entry + 2) == SHORT
                && block.getInt(entry + 4) == 1
                && value >= 1
                && value <= 8;
        return valid ? new Orientation(value) : AS_CODED;
      }
    }
    return AS_CODED;
  }

  /** A TIFF structure that says this and nothing else. */
  byte[] write() {
    return ByteBuffer.allocate(26)
        .putShort((short) 0x4d4d)
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) TAG)
        .putShort((short) SHORT)
        .putInt(1)
        .putShort((short) value)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }
}
