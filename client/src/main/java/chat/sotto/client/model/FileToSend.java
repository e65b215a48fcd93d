package chat.sotto.client.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way into a chat.
 *
 * @param path where it lies: a regular file that can be read
 * @param caption what is written with it, at most 16,384 bytes of UTF-8; empty for nothing
 * @param replyTo the message of the chat that it answers, or null
 * @param keepMetadata whether an image goes with what it says of place, time, camera and author;
 *     otherwise that is taken out first, without changing a pixel
 */
public record FileToSend(Path path, String caption, @Nullable Seq replyTo, boolean keepMetadata) {

  /** Without the caption. */
  @Override
  public String toString() {
    return "FileToSend[" + path + "]";
  }
}
