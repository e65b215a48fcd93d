package chat.sotto.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One opened entry of a chat's log.
 *
 * @param chat the chat
 * @param seq its place in the log; 0 for what was not sent
 * @param sender who wrote it; null when the server did
 * @param device the device that wrote it; null when the server did
 * @param time when the server stored it, by the server's clock
 * @param kind what it is
 * @param text the text, or null where the kind has none
 * @param replyTo the message that it answers, or null
 * @param file the file, for that kind; else null
 * @param status how far it has come, for the user's own messages; else null
 */
public record ChatMessage(
    ChatId chat,
    Seq seq,
    @Nullable Username sender,
    @Nullable DeviceId device,
    Instant time,
    MessageKind kind,
    @Nullable String text,
    @Nullable Seq replyTo,
    @Nullable FileInfo file,
    @Nullable MessageStatus status) {

  /** Without the text: messages must not reach logs. */
  @Override
  public String toString() {
    return "ChatMessage[" + chat + " " + seq + " " + kind + " from " + sender + "]";
  }
}
