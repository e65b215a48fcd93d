package chat.sotto.service.domain;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * A message that wants a place in the log.
 *
 * @param chat the chat
 * @param sender who sends
 * @param clientId the sender's id for it: a repeat returns the first answer
 * @param afterHandshake the latest commit that the sender has processed
 * @param payload the sealed envelope, 1 to 81,920 bytes
 * @param attachment what the message is about, if it is about an attachment
 */
public record MessageDraft(
    ChatId chat,
    DeviceRef sender,
    ClientMessageId clientId,
    Seq afterHandshake,
    ByteString payload,
    Optional<AttachmentId> attachment) {
  /** A message without attachment. */
  public MessageDraft(
      ChatId chat,
      DeviceRef sender,
      ClientMessageId clientId,
      Seq afterHandshake,
      ByteString payload) {
    this(chat, sender, clientId, afterHandshake, payload, Optional.empty());
  }
}
