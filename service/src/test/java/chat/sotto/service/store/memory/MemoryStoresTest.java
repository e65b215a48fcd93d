package chat.sotto.service.store.memory;

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
import org.junit.jupiter.api.Nested;

/** The store in memory keeps every port's promises. */
class MemoryStoresTest {

  @Nested
  class AccountStore extends AccountStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class SessionStore extends SessionStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class InviteStore extends InviteStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class ThrottleStore extends ThrottleStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class VaultStore extends VaultStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class ChatStore extends ChatStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class ChatLog extends ChatLogContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class AnnouncementStore extends AnnouncementStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }

  @Nested
  class AttachmentStore extends AttachmentStoreContract {
    @Override
    protected Stores open() {
      return MemoryStores.open();
    }
  }
}
