package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Seq;
import com.google.crypto.tink.util.SecretBytes;
import java.util.Optional;

/**
 * Everything that processing one entry of a log changes. {@link ChatStore#apply} writes it in one
 * transaction, so that group state, keys and position never part. Made by {@link #of} and what
 * follows from the entry.
 *
 * @param chat the chat
 * @param cursor where the log stands after the entry
 * @param entry the entry as it is kept
 * @param group what a commit changed in the group
 * @param counter the sender's counter, which is not to be seen again
 * @param info the chat's new members or state
 * @param deleted the message whose content goes with this entry
 * @param answered the own message that has arrived by it, and leaves the outbox
 */
public record EntryStep(
    ChatId chat,
    Cursor cursor,
    StoredEntry entry,
    Optional<GroupChange> group,
    Optional<SenderCounter> counter,
    Optional<StoredChat> info,
    Optional<Seq> deleted,
    Optional<ClientMessageId> answered) {

  public EntryStep {
    if (!cursor.position().equals(entry.seq()) || !cursor.hash().equals(entry.logHash())) {
      throw new IllegalArgumentException("the cursor is not at the entry");
    }
  }

  /** An entry that moves the position and is kept, and changes nothing else. */
  public static EntryStep of(ChatId chat, Cursor cursor, StoredEntry entry) {
    return new EntryStep(
        chat,
        cursor,
        entry,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A commit: the group's new state and its epoch's key. Ends the chat's pending commit,
   * whosoever's it was.
   */
  public EntryStep withGroup(SecretBytes state, EpochKey key) {
    return new EntryStep(
        chat,
        cursor,
        entry,
        Optional.of(new GroupChange(state, key)),
        counter,
        info,
        deleted,
        answered);
  }

  /** A message: its sender's counter. */
  public EntryStep withCounter(DeviceId device, long value) {
    return new EntryStep(
        chat,
        cursor,
        entry,
        group,
        Optional.of(new SenderCounter(device, value)),
        info,
        deleted,
        answered);
  }

  /** A change of members or state. */
  public EntryStep withInfo(StoredChat newInfo) {
    return new EntryStep(
        chat, cursor, entry, group, counter, Optional.of(newInfo), deleted, answered);
  }

  /** A deletion. */
  public EntryStep withDeleted(Seq target) {
    return new EntryStep(chat, cursor, entry, group, counter, info, Optional.of(target), answered);
  }

  /** An own message. */
  public EntryStep withAnswered(ClientMessageId clientId) {
    return new EntryStep(chat, cursor, entry, group, counter, info, deleted, Optional.of(clientId));
  }

  /**
   * What a commit changes.
   *
   * @param state the group's state, opaque here
   * @param key what opens the new epoch's messages
   */
  public record GroupChange(SecretBytes state, EpochKey key) {}

  /**
   * The last counter of a sending device in a chat.
   *
   * @param device which
   * @param value the counter
   */
  public record SenderCounter(DeviceId device, long value) {}
}
