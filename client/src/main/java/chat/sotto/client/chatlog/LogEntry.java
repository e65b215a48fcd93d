package chat.sotto.client.chatlog;

import chat.sotto.client.codec.ByteWriter;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Digests;
import com.google.crypto.tink.util.Bytes;
import java.util.Optional;

/**
 * An entry of a chat's log as the server gave it.
 *
 * @param kind its number, 1 to 255; see {@link EntryKind}
 * @param sender {@link DeviceId#NONE} when the server wrote it
 * @param clientId {@link ClientMessageId#NONE} when the server wrote it
 * @param timeMs server time, milliseconds since 1970-01-01T00:00:00Z
 * @param payload empty once the message was deleted
 * @param deletedHash only of a deleted or erased message: its entry hash as it was
 * @param expired whether the server erased it because of its age, by its own account
 */
public record LogEntry(
    ChatId chat,
    Seq seq,
    int kind,
    DeviceId sender,
    ClientMessageId clientId,
    long timeMs,
    Bytes payload,
    Optional<LogHash> deletedHash,
    boolean expired) {
  /** An entry that has not expired. */
  public LogEntry(
      ChatId chat,
      Seq seq,
      int kind,
      DeviceId sender,
      ClientMessageId clientId,
      long timeMs,
      Bytes payload,
      Optional<LogHash> deletedHash) {
    this(chat, seq, kind, sender, clientId, timeMs, payload, deletedHash, false);
  }

  /** Fails with {@link Reason#BAD_RESPONSE} for what no log holds. */
  public LogEntry {
    if (seq.equals(Seq.ZERO) || kind < 1 || kind > 255) {
      throw new SottoException(Reason.BAD_RESPONSE, "the server sent an entry that no log holds");
    }
    if (deletedHash.isPresent() && (kind != EntryKind.MESSAGE.number() || payload.size() > 0)) {
      throw new SottoException(
          Reason.BAD_RESPONSE, "the server sent a deleted entry that is no deleted message");
    }
  }

  /** The bytes that are hashed. Not those of a deleted message, which are gone. */
  public byte[] canonicalBytes() {
    return new ByteWriter()
        .raw(chat.value())
        .u64(seq.value())
        .u8(kind)
        .raw(sender.value())
        .raw(clientId.value())
        .u64(timeMs)
        .lp(payload.toByteArray())
        .toBytes();
  }

  /** SHA-256 of the canonical bytes; of a deleted message, what the server says that it was. */
  public byte[] entryHash() {
    return deletedHash.map(LogHash::toBytes).orElseGet(() -> Digests.sha256(canonicalBytes()));
  }

  /** H(n) from H(n-1). */
  public LogHash chain(LogHash before) {
    return LogHash.of(Digests.sha256(before.toBytes(), entryHash()));
  }

  /** Without the payload. */
  @Override
  public String toString() {
    return "LogEntry[" + chat + " " + seq + " kind " + kind + "]";
  }
}
