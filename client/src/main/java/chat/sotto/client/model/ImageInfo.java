package chat.sotto.client.model;

import com.google.crypto.tink.util.Bytes;

/**
 * What is known of an image before it is fetched.
 *
 * @param width pixels across, as shown
 * @param height pixels down, as shown
 * @param thumbnail a small JPEG or PNG, at most 32,768 bytes, from the sender and so to be decoded
 *     with care; empty when there is none
 */
public record ImageInfo(int width, int height, Bytes thumbnail) {

  /** Without the thumbnail. */
  @Override
  public String toString() {
    return "ImageInfo[" + width + "x" + height + "]";
  }
}
