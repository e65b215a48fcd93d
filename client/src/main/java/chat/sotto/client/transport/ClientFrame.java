package chat.sotto.client.transport;

import chat.sotto.client.model.AttachmentId;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import com.google.protobuf.ByteString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client says on the stream. */
public sealed interface ClientFrame {

  /**
   * First, and only first.
   *
   * @param positions chats whose position differs from the server's, at most 1,000
   * @param lastAnnouncement the last announcement that the device has; 0 for none
   */
  record Hello(Map<ChatId, Long> positions, long lastAnnouncement) implements ClientFrame {
    public Hello {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * A message to store.
   *
   * @param afterHandshake sequence of the latest commit that the sender has processed
   * @param payload the sealed envelope
   * @param attachment what the message carries; null for nothing
   */
  record Send(
      ChatId chat,
      ClientMessageId clientId,
      long afterHandshake,
      ByteString payload,
      @Nullable AttachmentId attachment)
      implements ClientFrame {}

  /** A handshake to store. */
  record Commit(CommitDraft draft) implements ClientFrame {}

  /** The device has processed, and keeps, everything up to here. */
  record Ack(ChatId chat, long seq) implements ClientFrame {}

  /** Replaces the user's sealed read mark. */
  record MarkRead(ChatId chat, ByteString sealed) implements ClientFrame {}

  /** The user is typing, or stopped. */
  record Typing(ChatId chat, ByteString sealed) implements ClientFrame {}
}
