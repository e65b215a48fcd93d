package chat.sotto.client.image;

/**
 * An image as its parts say, none of which was decoded.
 *
 * @param width pixels across as coded, before it is turned
 * @param height pixels down as coded
 * @param orientation how it is turned to be shown
 * @param decoding how much it takes to decode the first picture in it
 * @param edits the copy
 */
record Parsed(
    ImageFormat format,
    int width,
    int height,
    Orientation orientation,
    Decoding decoding,
    Edits edits) {

  /** The longest side of an image that is sent as one. */
  static final int MAX_SIDE = 65_535;

  /** How costly the pixels are. */
  enum Decoding {
    /** Row by row. */
    STREAMED,
    /** All of them in the decoder's own memory. */
    WHOLE,
    /** Not at all: a decoder would go over them too often, or does not know the form. */
    NEVER
  }

  int shownWidth() {
    return orientation.swaps() ? height : width;
  }

  int shownHeight() {
    return orientation.swaps() ? width : height;
  }

  static void requireSides(long width, long height) throws NotUnderstoodException {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new NotUnderstoodException("its sides are not from 1 to 65535 pixels");
    }
  }
}
