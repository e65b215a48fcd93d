package chat.sotto.client.profile;

import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.profile.RowSeal.Place;
import java.util.List;

/**
 * Messages that the user has sent and the server has not answered. A message enters it before
 * anything is sent, and leaves it with the answer, or with {@link EntryStep#withAnswered} when it
 * arrives in the log first: so a crash loses none, and the id keeps a repeat harmless.
 */
public final class Outbox {
  private final SealedTables tables;

  Outbox(SealedTables tables) {
    this.tables = tables;
  }

  /** Adds a message at the end. Adding an id that is there already changes nothing. */
  public void add(OutboxMessage message) {
    byte[] client = tables.reference(message.clientId());
    tables
        .database()
        .update(
            "INSERT OR IGNORE INTO outbox (ref, client, sealed) VALUES (?, ?, ?)",
            tables.reference(message.chat()),
            client,
            tables.seal().seal(RowCodec.write(message), place(client)));
  }

  /** All messages, in the order in which they were sent. */
  public List<OutboxMessage> all() {
    return tables
        .database()
        .query(
            "SELECT client, sealed FROM outbox ORDER BY number",
            row ->
                RowCodec.readOutbox(tables.seal().open(row.getBytes(2), place(row.getBytes(1)))));
  }

  /**
   * Takes a message out: it was answered, or refused for good.
   *
   * @return whether it was there
   */
  public boolean remove(ClientMessageId clientId) {
    return tables
            .database()
            .update("DELETE FROM outbox WHERE client = ?", tables.reference(clientId))
        > 0;
  }

  private static Place place(byte[] client) {
    return new Place("outbox.sealed", client, 0);
  }
}
