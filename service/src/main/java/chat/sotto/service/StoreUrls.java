package chat.sotto.service;

import chat.sotto.service.store.Stores;
import chat.sotto.service.store.memory.MemoryStores;

/** Opens the store that an operator names. */
final class StoreUrls {
  private StoreUrls() {}

  /**
   * Opens a store.
   *
   * @throws IllegalArgumentException if the URL is of no known kind
   */
  static Stores open(String url) {
    if (url.equals(ServerConfig.MEMORY)) {
      return MemoryStores.open();
    }
    throw new IllegalArgumentException(
        "unknown store " + url + "; use memory, or sqlite: and a path");
  }
}
