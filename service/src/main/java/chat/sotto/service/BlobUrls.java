package chat.sotto.service;

import chat.sotto.service.store.BlobStore;
import chat.sotto.service.store.blob.BlobStores;

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
    BlobStores.check(url);
    if (!url.equals(ServerConfig.MEMORY) && config.store().equals(ServerConfig.MEMORY)) {
      throw new IllegalArgumentException(
          "attachments cannot lie in " + url + " while the store lies in memory");
    }
    return BlobStores.open(
        url, config.dataDir().map(data -> data.resolve(ServerConfig.INCOMING_ATTACHMENTS)));
  }
}
