package chat.sotto.service.store.rows;

import chat.sotto.service.store.AccountStore;
import chat.sotto.service.store.AnnouncementStore;
import chat.sotto.service.store.AttachmentStore;
import chat.sotto.service.store.ChatLog;
import chat.sotto.service.store.ChatStore;
import chat.sotto.service.store.InviteStore;
import chat.sotto.service.store.SessionStore;
import chat.sotto.service.store.StoreFile;
import chat.sotto.service.store.Stores;
import chat.sotto.service.store.ThrottleStore;
import chat.sotto.service.store.VaultStore;
import com.google.protobuf.ByteString;
import java.util.Optional;

/** All ports over one adapter's transactions. */
public final class RowStores implements Stores {
  private final Transactions transactions;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final InviteStore invites;
  private final ThrottleStore throttles;
  private final VaultStore vault;
  private final ChatStore chats;
  private final ChatLog log;
  private final AnnouncementStore announcements;
  private final AttachmentStore attachments;
  private final Optional<StoreFile> file;

  /** Takes the transactions over: they end with this. */
  public RowStores(Transactions transactions) {
    this(transactions, Optional.empty());
  }

  /** Takes over the transactions of a store that lies in a file. */
  public RowStores(Transactions transactions, Optional<StoreFile> file) {
    this.file = file;
    this.transactions = transactions;
    this.accounts = new RowAccountStore(transactions);
    this.sessions = new RowSessionStore(transactions);
    this.invites = new RowInviteStore(transactions);
    this.throttles = new RowThrottleStore(transactions);
    this.vault = new RowVaultStore(transactions);
    this.chats = new RowChatStore(transactions);
    this.log = new RowChatLog(transactions);
    this.announcements = new RowAnnouncementStore(transactions);
    this.attachments = new RowAttachmentStore(transactions);
  }

  @Override
  public AccountStore accounts() {
    return accounts;
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }

  @Override
  public InviteStore invites() {
    return invites;
  }

  @Override
  public ThrottleStore throttles() {
    return throttles;
  }

  @Override
  public VaultStore vault() {
    return vault;
  }

  @Override
  public ChatStore chats() {
    return chats;
  }

  @Override
  public ChatLog log() {
    return log;
  }

  @Override
  public AnnouncementStore announcements() {
    return announcements;
  }

  @Override
  public AttachmentStore attachments() {
    return attachments;
  }

  @Override
  public Optional<StoreFile> file() {
    return file;
  }

  @Override
  public ByteString history() {
    return transactions.read(Rows::history);
  }

  @Override
  public void close() {
    transactions.close();
  }
}
