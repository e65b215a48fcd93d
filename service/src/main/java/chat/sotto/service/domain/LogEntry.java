package chat.sotto.service.domain;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of a chat's ordered log.
 *
 * @param chat the chat
 * @param seq place in the log, from 1
 * @param kind what the payload is
 * @param sender the device that wrote it; {@link DeviceId#SERVER} when the server did
 * @param clientId the sender's message id; {@link ClientMessageId#NONE} for notices and deletions
 * @param time server time, whole milliseconds, never smaller than the entry before
 * @param payload opaque to the server; empty once the message was deleted or erased
 * @param keptHash only of a deleted or erased message: the hash of the entry as it was
 * @param expired whether it was erased because of its age, and not deleted by anybody
 */
public record LogEntry(
    ChatId chat,
    Seq seq,
    EntryKind kind,
    DeviceId sender,
    ClientMessageId clientId,
    Instant time,
    ByteString payload,
    Optional<EntryHash> keptHash,
    boolean expired) {
  private static final int FIXED_SIZE = 16 + 8 + 1 + 16 + 16 + 8 + 4;

  /** An entry that has not expired. */
  public LogEntry(
      ChatId chat,
      Seq seq,
      EntryKind kind,
      DeviceId sender,
      ClientMessageId clientId,
      Instant time,
      ByteString payload,
      Optional<EntryHash> keptHash) {
    this(chat, seq, kind, sender, clientId, time, payload, keptHash, false);
  }

  /** Whether the payload was deleted or erased. */
  public boolean isDeleted() {
    return keptHash.isPresent();
  }

  /**
   * The hash that the chain takes: of the canonical bytes, or the one kept from before the
   * deletion.
   */
  public EntryHash hash() {
    return keptHash.orElseGet(
        () ->
            new EntryHash(
                ByteString.copyFrom(Hashing.sha256().hashBytes(canonicalBytes()).asBytes())));
  }

  /** {@code chat ‖ u64 seq ‖ u8 kind ‖ sender ‖ client id ‖ u64 time in ms ‖ lp(payload)}. */
  public byte[] canonicalBytes() {
    ByteBuffer out = ByteBuffer.allocate(FIXED_SIZE + payload.size());
    out.putLong(chat.high()).putLong(chat.low());
    out.putLong(seq.value());
    out.put((byte) kind.number());
    out.putLong(sender.high()).putLong(sender.low());
    out.putLong(clientId.high()).putLong(clientId.low());
    out.putLong(time.toEpochMilli());
    out.putInt(payload.size());
    payload.copyTo(out);
    return out.array();
  }

  /** This entry without its payload, keeping its hash: it is too old. */
  public LogEntry erased() {
    return new LogEntry(
        chat, seq, kind, sender, clientId, time, ByteString.EMPTY, Optional.of(hash()), true);
  }

  /** This entry without its payload, keeping its hash: somebody has deleted it. */
  public LogEntry withoutPayload() {
    return new LogEntry(
        chat, seq, kind, sender, clientId, time, ByteString.EMPTY, Optional.of(hash()));
  }
}
