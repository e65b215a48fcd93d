package chat.sotto.client.profile;

import chat.sotto.client.attachment.SealedFile;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import chat.sotto.client.model.MessageKind;
import chat.sotto.client.model.Seq;
import chat.sotto.client.model.Username;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One processed entry of a log, as it was opened.
 *
 * @param seq its place
 * @param logHash H(seq)
 * @param sender who wrote it; null when the server did
 * @param device the device that wrote it; {@link DeviceId#NONE} when the server did
 * @param clientId the sender's message id
 * @param time when the server stored it
 * @param kind how it is shown
 * @param shown whether it is part of the history that people read; commits that say nothing to them
 *     are not
 * @param text the text, or null
 * @param replyTo the message that it answers, or null
 * @param file the file that it carries, or null
 */
public record StoredEntry(
    Seq seq,
    LogHash logHash,
    @Nullable Username sender,
    DeviceId device,
    ClientMessageId clientId,
    Instant time,
    MessageKind kind,
    boolean shown,
    @Nullable String text,
    @Nullable Seq replyTo,
    @Nullable SealedFile file) {

  /** What remains of it once it is deleted: its place, and what the hash chain needs. */
  StoredEntry deleted() {
    return new StoredEntry(
        seq, logHash, sender, device, clientId, time, MessageKind.DELETED, shown, null, null, null);
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "StoredEntry[" + seq + " " + kind + "]";
  }
}
