package chat.sotto.client.profile;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import com.google.crypto.tink.util.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that the user has sent and the server has not answered. It is sealed anew for each
 * attempt, always under the same id.
 *
 * @param chat where it goes
 * @param clientId its id
 * @param content the serialized content, in the clear
 * @param queued when the user sent it, by this machine's clock
 * @param attachment what it carries, which is at the server already; null for nothing
 */
public record OutboxMessage(
    ChatId chat,
    ClientMessageId clientId,
    Bytes content,
    Instant queued,
    @Nullable AttachmentId attachment) {

  /** Without the content. */
  @Override
  public String toString() {
    return "OutboxMessage[" + chat + " " + clientId + "]";
  }
}
