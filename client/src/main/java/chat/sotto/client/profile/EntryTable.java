package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.Seq;
import chat.sotto.client.profile.RowSeal.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The processed entries of all chats: one row for each. */
final class EntryTable {
  private static final int PAGE = 200;
  private final SealedTables tables;

  EntryTable(SealedTables tables) {
    this.tables = tables;
  }

  Optional<StoredEntry> find(ChatId chat, Seq seq) {
    byte[] ref = tables.reference(chat);
    return tables
        .database()
        .findBlob("SELECT sealed FROM entry WHERE ref = ? AND seq = ?", ref, seq.value())
        .map(value -> open(ref, seq.value(), value));
  }

  /** The newest that match with {@code after < seq < before}, ascending. */
  List<StoredEntry> newest(
      ChatId chat, long after, long before, int limit, Predicate<StoredEntry> wanted) {
    byte[] ref = tables.reference(chat);
    List<StoredEntry> found = new ArrayList<>();
    long end = before;
    while (found.size() < limit) {
      List<StoredEntry> page =
          tables
              .database()
              .query(
                  "SELECT seq, sealed FROM entry WHERE ref = ? AND seq > ? AND seq < ? "
                      + "ORDER BY seq DESC LIMIT ?",
                  row -> open(ref, row.getLong(1), row.getBytes(2)),
                  ref,
                  after,
                  end,
                  PAGE);
      page.stream().filter(wanted).limit(limit - found.size()).forEach(found::add);
      if (page.size() < PAGE) {
        break;
      }
      end = page.get(page.size() - 1).seq().value();
    }
    Collections.reverse(found);
    return found;
  }

  void put(ChatId chat, StoredEntry entry) {
    byte[] ref = tables.reference(chat);
    long seq = entry.seq().value();
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO entry (ref, seq, sealed) VALUES (?, ?, ?)",
            ref,
            seq,
            tables.seal().seal(RowCodec.write(entry), place(ref, seq)));
  }

  private StoredEntry open(byte[] ref, long seq, byte[] sealed) {
    return RowCodec.readEntry(tables.seal().open(sealed, place(ref, seq)));
  }

  private static Place place(byte[] ref, long seq) {
    return new Place("entry.sealed", ref, seq);
  }
}
