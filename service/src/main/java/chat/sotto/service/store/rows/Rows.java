package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.store.StoreStats;
import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * What lies in the store, as rows. Good only inside the transaction that handed it out. No method
 * checks a rule.
 */
public interface Rows {
  /** Accounts, devices, blocks. */
  AccountRows accounts();

  /** Sessions, join tokens, failures. */
  TokenRows tokens();

  /** Vault records. */
  VaultRows vault();

  /** Chats, members, invitations. */
  ChatRows chats();

  /** Devices that read chats, group infos, marks. */
  ReaderRows readers();

  /** Log entries. */
  EntryRows entries();

  /** Attachments, without their bytes. */
  AttachmentRows attachments();

  /** What the server told. */
  AnnouncementRows announcements();

  /** See {@link chat.sotto.service.store.Stores#history}. */
  ByteString history();

  /** Counts over everything. */
  StoreStats stats();

  /**
   * All that an append is checked against. Adapters with a faster way than row by row have their
   * own.
   */
  default Optional<Sending> findSending(ChatId chat, DeviceRef device) {
    return chats()
        .find(chat)
        .map(
            row ->
                new Sending(
                    row,
                    chats().findMember(chat, device.user()),
                    readers().find(chat, device.device()).filter(r -> r.reads(device)).isPresent(),
                    row.pair()
                        .filter(pair -> accounts().isBlockedEitherWay(pair.low(), pair.high()))
                        .isPresent()));
  }
}
