package chat.sotto.service.store.sql;

import chat.sotto.service.contract.AccountStoreContract;
import chat.sotto.service.contract.AnnouncementStoreContract;
import chat.sotto.service.contract.AttachmentStoreContract;
import chat.sotto.service.contract.ChatLogContract;
import chat.sotto.service.contract.ChatStoreContract;
import chat.sotto.service.contract.InviteStoreContract;
import chat.sotto.service.contract.SessionStoreContract;
import chat.sotto.service.contract.ThrottleStoreContract;
import chat.sotto.service.contract.VaultStoreContract;
import chat.sotto.service.store.Stores;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store in an SQLite file keeps every port's promises. */
class SqliteStoresTest {
  @TempDir Path folder;

  @Nested
  class AccountStore extends AccountStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class SessionStore extends SessionStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class InviteStore extends InviteStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class ThrottleStore extends ThrottleStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class VaultStore extends VaultStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class ChatStore extends ChatStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class ChatLog extends ChatLogContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class AnnouncementStore extends AnnouncementStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }

  @Nested
  class AttachmentStore extends AttachmentStoreContract {
    @Override
    protected Stores open() {
      return SqliteStores.open(folder.resolve(UUID.randomUUID() + ".db"));
    }
  }
}
