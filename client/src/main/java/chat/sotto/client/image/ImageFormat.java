package chat.sotto.client.image;

/** The kinds of image that are sent as images. */
public enum ImageFormat {
  /** Baseline, extended or progressive, by Huffman or arithmetic coding. */
  JPEG("image/jpeg"),
  /** Also animated. */
  PNG("image/png"),
  /** Also animated. */
  GIF("image/gif"),
  /** Lossy, lossless, animated. */
  WEBP("image/webp"),
  /** Windows bitmap, uncompressed or run-length coded. */
  BMP("image/bmp");

  private final String mediaType;

  ImageFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Such as {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }
}
