package chat.sotto.service;

import chat.sotto.service.store.Stores;
import chat.sotto.service.store.memory.MemoryStores;
import chat.sotto.service.store.sql.SqliteStores;
import java.nio.file.Path;

/** Opens the store that an operator names. */
final class StoreUrls {
  private StoreUrls() {}

  /**
   * Opens a store.
   *
   * @throws IllegalArgumentException if the URL is of no known kind
   * @throws chat.sotto.service.store.StoreUnavailableException if the database cannot be opened
   */
  static Stores open(String url) {
    if (url.equals(ServerConfig.MEMORY)) {
      return MemoryStores.open();
    }
    if (url.startsWith(ServerConfig.SQLITE)) {
      return SqliteStores.open(Path.of(url.substring(ServerConfig.SQLITE.length())));
    }
    throw new IllegalArgumentException(
        "unknown store " + url + "; use memory, or sqlite: and a path");
  }
}
