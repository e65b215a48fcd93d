package chat.sotto.client.transport;

import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.LogHash;
import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a chat's log as the server sent it.
 *
 * @param chat the chat
 * @param seq its place, from 1
 * @param kind what the payload is: the number that goes into the hash, 1 to 4
 * @param sender who wrote it; {@link DeviceId#NONE} when the server did
 * @param clientId the sender's message id
 * @param timeMs server time in milliseconds since 1970-01-01T00:00:00Z
 * @param payload empty once the message was deleted
 * @param entryHash of a deleted message: its hash as it was; else null
 */
public record LogEntry(
    ChatId chat,
    long seq,
    int kind,
    DeviceId sender,
    ClientMessageId clientId,
    long timeMs,
    ByteString payload,
    @Nullable LogHash entryHash) {

  /** Without the payload. */
  @Override
  public String toString() {
    return "LogEntry[" + chat + " " + seq + " kind " + kind + "]";
  }
}
