package chat.sotto.service;

import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.blob.DirectoryBlobs;
import chat.sotto.service.store.blob.MemoryBlobs;
import java.nio.file.Path;

/** Opens the place for the bytes of attachments that an operator names. */
final class BlobUrls {
  private BlobUrls() {}

  /**
   * Opens it.
   *
   * @throws IllegalArgumentException if the URL is of no known kind, or the store of the rows keeps
   *     nothing: whatever lies in a place that outlives it would be nobody's, and swept away
   * @throws chat.sotto.service.store.StoreUnavailableException if it cannot be opened
   */
  static BlobStore open(ServerConfig config) {
    String url = config.attachmentBytes();
    if (url.equals(ServerConfig.MEMORY)) {
      return new MemoryBlobs();
    }
    if (config.store().equals(ServerConfig.MEMORY)) {
      throw new IllegalArgumentException(
          "attachments cannot lie in " + url + " while the store lies in memory");
    }
    if (url.startsWith(AttachmentConfig.FILE) && url.length() > AttachmentConfig.FILE.length()) {
      return DirectoryBlobs.open(Path.of(url.substring(AttachmentConfig.FILE.length())));
    }
    throw new IllegalArgumentException(
        "unknown place for attachments " + url + "; use memory, or file: and a path");
  }
}
