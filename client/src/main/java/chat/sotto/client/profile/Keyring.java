package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Epoch;
import chat.sotto.client.profile.RowSeal.Place;
import java.util.List;
import java.util.Optional;

/**
 * The keys of chats' epochs: one row for each. Destroying a row makes the epoch's messages
 * unreadable wherever they lie.
 */
public final class Keyring {
  private final SealedTables tables;

  Keyring(SealedTables tables) {
    this.tables = tables;
  }

  /** The key of one epoch. */
  public Optional<EpochKey> find(ChatId chat, Epoch epoch) {
    byte[] ref = tables.reference(chat);
    return tables
        .database()
        .findBlob("SELECT sealed FROM keyring WHERE ref = ? AND epoch = ?", ref, epoch.value())
        .map(value -> open(ref, epoch.value(), value));
  }

  /** The keys of a chat that the vault does not hold yet, oldest first. */
  public List<EpochKey> notInVault(ChatId chat) {
    byte[] ref = tables.reference(chat);
    return tables
        .database()
        .query(
            "SELECT epoch, sealed FROM keyring WHERE ref = ? AND in_vault = 0 ORDER BY epoch",
            row -> open(ref, row.getLong(1), row.getBytes(2)),
            ref);
  }

  /** The vault holds the key of this epoch from now on. */
  public void markInVault(ChatId chat, Epoch epoch) {
    tables
        .database()
        .update(
            "UPDATE keyring SET in_vault = 1 WHERE ref = ? AND epoch = ?",
            tables.reference(chat),
            epoch.value());
  }

  /** The vault may hold none of the keys: it is an older one. */
  public void markNothingInVault() {
    tables.database().update("UPDATE keyring SET in_vault = 0");
  }

  void put(ChatId chat, EpochKey key) {
    byte[] ref = tables.reference(chat);
    long epoch = key.epoch().value();
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO keyring (ref, epoch, sealed, in_vault) VALUES (?, ?, ?, 0)",
            ref,
            epoch,
            tables.seal().seal(RowCodec.write(key), place(ref, epoch)));
  }

  private EpochKey open(byte[] ref, long epoch, byte[] sealed) {
    return RowCodec.readEpochKey(new Epoch(epoch), tables.seal().open(sealed, place(ref, epoch)));
  }

  private static Place place(byte[] ref, long epoch) {
    return new Place("keyring.sealed", ref, epoch);
  }
}
