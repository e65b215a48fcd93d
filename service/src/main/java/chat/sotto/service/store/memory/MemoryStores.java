package chat.sotto.service.store.memory;

import chat.sotto.service.store.Stores;
import chat.sotto.service.store.rows.RowStores;

/** Opens stores that live in memory. */
public final class MemoryStores {
  private MemoryStores() {}

  /** A new, empty store. Its writes are complete when the call returns. */
  public static Stores open() {
    return new RowStores(new MemoryTransactions());
  }
}
