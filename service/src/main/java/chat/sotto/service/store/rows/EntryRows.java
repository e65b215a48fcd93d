package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.Seq;
import java.util.List;
import java.util.Optional;

/** Log entries, each with the log's hash up to it. */
public interface EntryRows {
  /** The entry at a place. */
  Optional<LogEntry> find(ChatId chat, Seq seq);

  /** The entry that a device named. */
  Optional<LogEntry> find(ChatId chat, DeviceId sender, ClientMessageId clientId);

  /** {@code H(seq)} for a place from 1. */
  Optional<LogHash> findHash(ChatId chat, Seq seq);

  /** The place of the entry that deleted this one. */
  Optional<Seq> findDeletion(ChatId chat, Seq target);

  /** Adds an entry. */
  void insert(LogEntry entry, LogHash hash);

  /** Drops an entry's payload, keeping its hash, and notes what deleted it. */
  void dropPayload(LogEntry withoutPayload, Seq deletion);

  /** Drops an entry's payload because of its age, keeping its hash. */
  void expire(LogEntry erased);

  /** A stretch as {@link chat.sotto.service.store.ChatLog#read} describes it. */
  List<LogEntry> read(ChatId chat, Seq from, int maxEntries, long maxBytes);
}
