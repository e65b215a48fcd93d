package chat.sotto.client.profile;

import chat.sotto.client.identity.Pin;
import chat.sotto.client.model.Username;
import chat.sotto.client.profile.RowSeal.Place;
import java.util.Optional;

/** The account keys of other people, as they were seen first. */
public final class PinStore {
  private final SealedTables tables;

  PinStore(SealedTables tables) {
    this.tables = tables;
  }

  /** What is pinned for a name. */
  public Optional<Pin> find(Username username) {
    byte[] who = tables.reference(username);
    return tables
        .database()
        .findBlob("SELECT sealed FROM pin WHERE who = ?", who)
        .map(value -> RowCodec.readPin(tables.seal().open(value, place(who))));
  }

  /** Pins a key in place of what was pinned. */
  public void store(Pin pin) {
    byte[] who = tables.reference(pin.user());
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO pin (who, sealed) VALUES (?, ?)",
            who,
            tables.seal().seal(RowCodec.write(pin), place(who)));
  }

  private static Place place(byte[] who) {
    return new Place("pin.sealed", who, 0);
  }
}
