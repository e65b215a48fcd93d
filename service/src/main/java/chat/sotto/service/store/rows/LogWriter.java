package chat.sotto.service.store.rows;

import chat.sotto.service.domain.ChatHead;
import chat.sotto.service.domain.ChatId;
import chat.sotto.service.domain.ChatState;
import chat.sotto.service.domain.ClientMessageId;
import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.EntryKind;
import chat.sotto.service.domain.EntryPayloads;
import chat.sotto.service.domain.LogEntry;
import chat.sotto.service.domain.LogHash;
import chat.sotto.service.domain.NoticeKind;
import chat.sotto.service.domain.Seq;
import chat.sotto.service.domain.Username;
import chat.sotto.service.store.AppendOutcome.Stored;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Gives an entry its place, time and hash. The one place where logs grow. */
final class LogWriter {
  private final Rows rows;
  private final Instant now;

  LogWriter(Rows rows, Instant now) {
    this.rows = rows;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * An entry without a place.
   *
   * @param stateAfter the chat's state from it on
   */
  record Draft(
      EntryKind kind,
      DeviceId sender,
      ClientMessageId clientId,
      ByteString payload,
      ChatState stateAfter) {}

  Stored append(ChatRow chat, Draft draft) {
    ChatHead head = chat.head();
    Seq seq = head.lastSeq().next();
    Instant time = now.isAfter(head.lastTime()) ? now : head.lastTime();
    LogEntry entry =
        new LogEntry(
            chat.id(),
            seq,
            draft.kind(),
            draft.sender(),
            draft.clientId(),
            time,
            draft.payload(),
            Optional.empty());
    LogHash hash = head.lastHash().next(entry.hash());
    rows.entries().insert(entry, hash);
    Seq handshake = draft.kind() == EntryKind.COMMIT ? seq : head.handshakeSeq();
    rows.chats()
        .updateHead(
            chat.id(), new ChatHead(head.kind(), draft.stateAfter(), seq, hash, handshake, time));
    return new Stored(entry, head.lastHash(), false);
  }

  LogEntry notice(
      ChatRow chat, NoticeKind kind, Username user, List<DeviceId> removed, ChatState stateAfter) {
    ByteString payload = EntryPayloads.notice(kind, user, removed, stateAfter == ChatState.CLOSED);
    return append(
            chat,
            new Draft(EntryKind.NOTICE, DeviceId.SERVER, ClientMessageId.NONE, payload, stateAfter))
        .entry();
  }

  /** What the log has under a client's id already. */
  static Optional<Stored> findRepeated(
      Rows rows, ChatId chat, DeviceId sender, ClientMessageId clientId) {
    return rows.entries().find(chat, sender, clientId).map(entry -> repeated(rows, entry));
  }

  static Stored repeated(Rows rows, LogEntry entry) {
    Seq before = entry.seq().previous();
    LogHash hash =
        before.equals(Seq.ZERO)
            ? LogHash.ZERO
            : rows.entries()
                .findHash(entry.chat(), before)
                .orElseThrow(() -> new IllegalStateException("a log has a gap"));
    return new Stored(entry, hash, true);
  }
}
