package chat.sotto.service;

import chat.sotto.service.store.CommitObserver;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.memory.MemoryStores;
import chat.sotto.service.store.sql.SqliteStores;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the store that an operator names. */
final class StoreUrls {
  private StoreUrls() {}

  /**
   * Opens a store.
   *
   * @throws IllegalArgumentException if the URL is of no known kind
   * @throws chat.sotto.service.store.StoreUnavailableException if it cannot be opened
   * @throws chat.sotto.service.store.StoreTooNewException if it is of a later version
   */
  static Stores open(String url, CommitObserver observer) {
    if (url.equals(ServerConfig.MEMORY)) {
      return MemoryStores.open();
    }
    Optional<Path> file = file(url);
    if (file.isPresent()) {
      return SqliteStores.open(file.get(), observer);
    }
    throw new IllegalArgumentException(
        "unknown store " + url + "; use memory, or sqlite: and a path");
  }

  /** How many bytes its files have; 0 if there are none. */
  static long bytes(String url) {
    Optional<Path> file = file(url);
    if (file.isEmpty()) {
      return 0;
    }
    long bytes = 0;
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      bytes += new File(file.get() + suffix).length();
    }
    return bytes;
  }

  /** Whether the store has been opened before. */
  static boolean exists(String url) {
    return file(url).filter(Files::exists).isPresent();
  }

  /** The file that it lies in; empty for one in memory, and for what is no store. */
  static Optional<Path> file(String url) {
    return url.startsWith(ServerConfig.SQLITE) && url.length() > ServerConfig.SQLITE.length()
        ? Optional.of(Path.of(url.substring(ServerConfig.SQLITE.length())))
        : Optional.empty();
  }
}
