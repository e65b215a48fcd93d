package chat.sotto.service.store.memory;

import chat.sotto.service.store.StoreStats;
import chat.sotto.service.store.rows.AccountRows;
import chat.sotto.service.store.rows.AnnouncementRows;
import chat.sotto.service.store.rows.AttachmentRows;
import chat.sotto.service.store.rows.ChatRows;
import chat.sotto.service.store.rows.EntryRows;
import chat.sotto.service.store.rows.ReaderRows;
import chat.sotto.service.store.rows.Rows;
import chat.sotto.service.store.rows.TokenRows;
import chat.sotto.service.store.rows.VaultRows;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;

/** All rows, guarded by the lock of {@link MemoryTransactions}. */
final class MemoryRows implements Rows {
  private static final int HISTORY_BYTES = 16;

  private final ByteString history;
  private final MemoryEntryRows entries = new MemoryEntryRows();
  private final MemoryReaderRows readers = new MemoryReaderRows(this);
  private final MemoryAttachmentRows attachments = new MemoryAttachmentRows();
  private final MemoryChatRows chats = new MemoryChatRows(readers, entries, attachments);
  private final MemoryAnnouncementRows announcements = new MemoryAnnouncementRows();
  private final MemoryAccountRows accounts = new MemoryAccountRows(chats, announcements);
  private final MemoryTokenRows tokens = new MemoryTokenRows();
  private final MemoryVaultRows vault = new MemoryVaultRows();

  MemoryRows() {
    byte[] random = new byte[HISTORY_BYTES];
    new SecureRandom().nextBytes(random);
    history = ByteString.copyFrom(random);
  }

  @Override
  public AccountRows accounts() {
    return accounts;
  }

  @Override
  public TokenRows tokens() {
    return tokens;
  }

  @Override
  public VaultRows vault() {
    return vault;
  }

  @Override
  public ChatRows chats() {
    return chats;
  }

  @Override
  public ReaderRows readers() {
    return readers;
  }

  @Override
  public EntryRows entries() {
    return entries;
  }

  @Override
  public AttachmentRows attachments() {
    return attachments;
  }

  @Override
  public AnnouncementRows announcements() {
    return announcements;
  }

  @Override
  public ByteString history() {
    return history;
  }

  @Override
  public StoreStats stats() {
    return new StoreStats(
        accounts.count(),
        accounts.countDevices(),
        chats.count(),
        entries.count(),
        attachments.count(),
        attachments.bytes());
  }
}
