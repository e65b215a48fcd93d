package chat.sotto.client.image;

/** What {@link Images#look} found. */
public sealed interface Look {

  /**
   * An image, read to its end and understood in every part.
   *
   * @param format by content; the name of the file plays no part
   * @param width pixels across as shown, 1 to 65,535
   * @param height pixels down as shown, 1 to 65,535
   * @param clean the file without what it says of place, time, camera and author
   */
  record Image(ImageFormat format, int width, int height, CleanCopy clean) implements Look {}

  /**
   * To be sent as a file, as it is.
   *
   * @param why whether it looked like an image at all
   * @param detail what was not understood, in plain words without content; lower case
   */
  record Other(Why why, String detail) implements Look {}

  /** Why a file is not sent as an image. */
  enum Why {
    /** It does not begin like an image. */
    NO_IMAGE,
    /**
     * It begins like an image and is truncated, contradicts itself or has parts that are not known.
     * Nothing was taken out of it: whoever sends it should be told that place and camera may be in
     * it.
     */
    BROKEN
  }
}
