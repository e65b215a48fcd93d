package chat.sotto.client.model;

import org.jspecify.annotations.Nullable;

/**
 * A file or an image in a chat, as its sender describes it. Its bytes are at the server until
 * {@link chat.sotto.client.Account#save} fetches them.
 *
 * @param name what its sender calls it: anything may be in it, so it is escaped before it is shown
 *     and made safe before a file gets it
 * @param mediaType what it claims to be, such as {@code image/jpeg}
 * @param size its length in bytes
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param image for an image: what is known before it is fetched; else null
 */
public record FileInfo(
    String name, String mediaType, long size, String sha256, @Nullable ImageInfo image) {

  /** Without the name. */
  @Override
  public String toString() {
    return "FileInfo[" + mediaType + ", " + size + " bytes]";
  }
}
