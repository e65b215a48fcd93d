package chat.sotto.client.profile;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.RowSeal.Place;
import com.google.crypto.tink.util.SecretBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chats of a profile: what is known about each, the group's state, the processed log, and how
 * far others have come. Every method is one transaction; {@link #apply} is the one that processing
 * an entry ends with.
 */
public final class ChatStore {
  private final SealedTables tables;
  private final EntryTable entries;
  private final Keyring keyring;
  private final Outbox outbox;

  ChatStore(SealedTables tables, Keyring keyring, Outbox outbox) {
    this.tables = tables;
    this.entries = new EntryTable(tables);
    this.keyring = keyring;
    this.outbox = outbox;
  }

  /** All chats, in no order that means anything. */
  public List<StoredChat> all() {
    return tables
        .database()
        .query(
            "SELECT ref, info FROM chat",
            row ->
                RowCodec.readChat(
                    tables.seal().open(row.getBytes(2), place("info", row.getBytes(1)))));
  }

  /** What is known about a chat. */
  public Optional<StoredChat> find(ChatId chat) {
    return column("info", chat).map(RowCodec::readChat);
  }

  /** Stores what is known about a chat, and makes the chat if it is new. */
  public void put(StoredChat chat) {
    byte[] ref = tables.reference(chat.chat());
    tables
        .database()
        .update(
            "INSERT INTO chat (ref, info) VALUES (?, ?) "
                + "ON CONFLICT (ref) DO UPDATE SET info = excluded.info",
            ref,
            tables.seal().seal(RowCodec.write(chat), place("info", ref)));
  }

  /**
   * The device has joined: the log begins for it here. Replaces what an earlier join left, other
   * than entries and keys.
   *
   * @param chat the chat, with the sequence of the join
   * @param start the place before the join, H of it, and the latest commit before it
   */
  public void begin(StoredChat chat, Cursor start) {
    tables
        .database()
        .run(
            () -> {
              put(chat);
              setColumn("start", chat.chat(), RowCodec.write(start));
              setColumn("cursor", chat.chat(), RowCodec.write(start));
            });
  }

  /** How far the log is processed; empty before the device has joined. */
  public Optional<Cursor> findCursor(ChatId chat) {
    return column("cursor", chat).map(RowCodec::readCursor);
  }

  /** The group's state; empty before the own join was processed. */
  public Optional<SecretBytes> findGroupState(ChatId chat) {
    return column("group_state", chat).map(Secrets::of);
  }

  /** The own commit that waits for the server's answer, with the state it leads to; opaque here. */
  public Optional<SecretBytes> findPending(ChatId chat) {
    return column("pending", chat).map(Secrets::of);
  }

  /** Stores the own commit before it is sent. The chat must exist. */
  public void storePending(ChatId chat, SecretBytes pending) {
    setColumn("pending", chat, Secrets.export(pending));
  }

  /** Forgets the own commit: it was refused. */
  public void forgetPending(ChatId chat) {
    tables
        .database()
        .update("UPDATE chat SET pending = NULL WHERE ref = ?", tables.reference(chat));
  }

  /**
   * Reserves counters for messages of this device. They are on disk as used before this returns, so
   * none is ever used twice; those that a crash leaves unused are a harmless gap.
   *
   * @param chat an existing chat
   * @param count how many, at least 1
   * @return the first; the others follow it
   */
  public long reserveCounters(ChatId chat, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one counter is reserved at a time");
    }
    return tables
        .database()
        .transaction(
            () -> {
              long first = column("next_counter", chat).map(RowCodec::readNumber).orElse(1L);
              setColumn("next_counter", chat, RowCodec.write(first + count));
              return first;
            });
  }

  /** The last counter of each device that has sent something in the chat. */
  public Map<DeviceId, Long> counters(ChatId chat) {
    byte[] ref = tables.reference(chat);
    Map<DeviceId, Long> counters = new HashMap<>();
    tables
        .database()
        .query(
            "SELECT who, sealed FROM peer WHERE ref = ?",
            row ->
                RowCodec.readCounter(
                    tables.seal().open(row.getBytes(2), pairPlace("peer", ref, row.getBytes(1)))),
            ref)
        .forEach(counter -> counters.put(counter.device(), counter.value()));
    return counters;
  }

  /** Writes everything that an entry changes, in one transaction. */
  public void apply(EntryStep step) {
    apply(List.of(step));
  }

  /**
   * Writes the steps of consecutive entries, of one chat or several, in one transaction: all of
   * them or none.
   *
   * @throws IllegalStateException when a step does not follow the chat's position
   */
  public void apply(List<EntryStep> steps) {
    tables.database().run(() -> steps.forEach(this::applyInTransaction));
  }

  private void applyInTransaction(EntryStep step) {
    ChatId chat = step.chat();
    Cursor before =
        findCursor(chat).orElseThrow(() -> new IllegalStateException("this chat has not begun"));
    if (!step.cursor().position().equals(before.position().next())) {
      throw new IllegalStateException(
          "entry " + step.cursor().position() + " does not follow " + before.position());
    }
    entries.put(chat, step.entry());
    step.group()
        .ifPresent(
            group -> {
              setColumn("group_state", chat, Secrets.export(group.state()));
              keyring.put(chat, group.key());
              forgetPending(chat);
            });
    step.counter().ifPresent(counter -> putCounter(chat, counter));
    step.info().ifPresent(this::put);
    step.deleted().ifPresent(target -> dropContent(chat, target));
    step.answered().ifPresent(outbox::remove);
    setColumn("cursor", chat, RowCodec.write(step.cursor()));
  }

  /** One processed entry. */
  public Optional<StoredEntry> findEntry(ChatId chat, Seq seq) {
    return entries.find(chat, seq);
  }

  /**
   * What people read of a chat: the newest entries that are shown, ascending.
   *
   * @param after only later ones; {@link Seq#ZERO} for all
   * @param before only earlier ones, or empty
   * @param limit at most this many
   */
  public List<StoredEntry> history(ChatId chat, Seq after, Optional<Seq> before, int limit) {
    long end = before.map(Seq::value).orElse(Long.MAX_VALUE);
    return entries.newest(chat, after.value(), end, limit, StoredEntry::shown);
  }

  /** H(seq) as this device computed it; empty for places before its join or beyond its position. */
  public Optional<LogHash> findHash(ChatId chat, Seq seq) {
    Optional<LogHash> atStart =
        column("start", chat)
            .map(RowCodec::readCursor)
            .filter(start -> start.position().equals(seq))
            .map(Cursor::hash);
    return atStart.or(() -> findEntry(chat, seq).map(StoredEntry::logHash));
  }

  /**
   * Destroys the content of one message on this device; its place and hash stay.
   *
   * @return false when there is no such entry
   */
  public boolean deleteContent(ChatId chat, Seq seq) {
    boolean found = tables.database().transaction(() -> dropContent(chat, seq));
    tables.database().forgetDeleted();
    return found;
  }

  private boolean dropContent(ChatId chat, Seq seq) {
    Optional<StoredEntry> entry = entries.find(chat, seq);
    entry.ifPresent(found -> entries.put(chat, found.deleted()));
    return entry.isPresent();
  }

  /**
   * Destroys everything that this device knows of a chat: keys, contents, what waits to be sent.
   */
  public void delete(ChatId chat) {
    byte[] ref = tables.reference(chat);
    tables
        .database()
        .run(
            () -> {
              for (String table :
                  List.of(
                      "keyring", "entry", "peer", "mark", "outbox", "upload", "download", "chat")) {
                tables.database().update("DELETE FROM " + table + " WHERE ref = ?", ref);
              }
            });
    tables.database().forgetDeleted();
  }

  /** How far the members have come, the user's own read mark among them. */
  public List<Mark> marks(ChatId chat) {
    byte[] ref = tables.reference(chat);
    return tables
        .database()
        .query(
            "SELECT who, sealed FROM mark WHERE ref = ?",
            row ->
                RowCodec.readMark(
                    tables.seal().open(row.getBytes(2), pairPlace("mark", ref, row.getBytes(1)))),
            ref);
  }

  /**
   * Moves a member's marks forward. What they have read they also hold.
   *
   * @return whether anything moved
   */
  public boolean advance(ChatId chat, Mark to) {
    return tables
        .database()
        .transaction(
            () -> {
              Mark from =
                  findMark(chat, to.username()).orElse(new Mark(to.username(), Seq.ZERO, Seq.ZERO));
              Seq read = max(from.read(), to.read());
              Mark moved =
                  new Mark(to.username(), max(max(from.delivered(), to.delivered()), read), read);
              if (moved.equals(from)) {
                return false;
              }
              putMark(chat, moved);
              return true;
            });
  }

  /** How far one member has come. */
  public Optional<Mark> findMark(ChatId chat, Username username) {
    byte[] ref = tables.reference(chat);
    byte[] who = tables.reference(username);
    return tables
        .database()
        .findBlob("SELECT sealed FROM mark WHERE ref = ? AND who = ?", ref, who)
        .map(value -> RowCodec.readMark(tables.seal().open(value, pairPlace("mark", ref, who))));
  }

  /** Messages of others beyond the user's read mark. */
  public long unread(ChatId chat, Username self) {
    long mark = findMark(chat, self).map(found -> found.read().value()).orElse(0L);
    return entries
        .newest(chat, mark, Long.MAX_VALUE, Integer.MAX_VALUE, entry -> isUnread(entry, self))
        .size();
  }

  private static boolean isUnread(StoredEntry entry, Username self) {
    return entry.shown()
        && (entry.kind() == MessageKind.TEXT || entry.kind() == MessageKind.UNKNOWN)
        && !self.equals(entry.sender());
  }

  private void putMark(ChatId chat, Mark mark) {
    byte[] ref = tables.reference(chat);
    byte[] who = tables.reference(mark.username());
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO mark (ref, who, sealed) VALUES (?, ?, ?)",
            ref,
            who,
            tables.seal().seal(RowCodec.write(mark), pairPlace("mark", ref, who)));
  }

  private void putCounter(ChatId chat, EntryStep.SenderCounter counter) {
    byte[] ref = tables.reference(chat);
    byte[] who = tables.reference(counter.device());
    tables
        .database()
        .update(
            "INSERT OR REPLACE INTO peer (ref, who, sealed) VALUES (?, ?, ?)",
            ref,
            who,
            tables.seal().seal(RowCodec.write(counter), pairPlace("peer", ref, who)));
  }

  private Optional<byte[]> column(String column, ChatId chat) {
    byte[] ref = tables.reference(chat);
    return tables
        .database()
        .findBlob("SELECT " + column + " FROM chat WHERE ref = ?", ref)
        .map(value -> tables.seal().open(value, place(column, ref)));
  }

  private void setColumn(String column, ChatId chat, byte[] value) {
    byte[] ref = tables.reference(chat);
    int rows =
        tables
            .database()
            .update(
                "UPDATE chat SET " + column + " = ? WHERE ref = ?",
                tables.seal().seal(value, place(column, ref)),
                ref);
    if (rows == 0) {
      throw new IllegalStateException("no such chat in this profile");
    }
  }

  private static Place place(String column, byte[] ref) {
    return new Place("chat." + column, ref, 0);
  }

  private static Place pairPlace(String table, byte[] ref, byte[] who) {
    return new Place(table + ".sealed", SealedTables.join(ref, who), 0);
  }

  private static Seq max(Seq a, Seq b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
