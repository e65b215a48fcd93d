package chat.sotto.client.transport;

import chat.sotto.client.chatlog.LogEntry;
import chat.sotto.client.model.Announcement;
import chat.sotto.client.model.ChatId;
import chat.sotto.client.model.ClientMessageId;
import chat.sotto.client.model.DeviceId;
import chat.sotto.client.model.Username;
import com.google.protobuf.ByteString;
import java.time.Duration;

/** What the server says on the stream. Nothing in it has been believed yet. */
public sealed interface ServerFrame {

  /**
   * The answer to Hello.
   *
   * @param sendWindow how many unanswered sends the server takes
   * @param receiveWindow how many entries it pushes before it waits for an acknowledgement
   * @param history names the course of the server's logs; empty if the server does not say
   * @param retentionSeconds how long it keeps the payloads of messages; 0 for as long as their chat
   */
  record HelloOk(int sendWindow, int receiveWindow, ByteString history, long retentionSeconds)
      implements ServerFrame {}

  /** An entry of a log. */
  record Entry(LogEntry entry) implements ServerFrame {}

  /** Everything that existed at Hello has been sent. */
  record CaughtUp() implements ServerFrame {}

  /** A message is stored. */
  record Sent(ChatId chat, ClientMessageId clientId, long seq, long timeMs)
      implements ServerFrame {}

  /** A message is not stored. */
  record SendRejected(ChatId chat, ClientMessageId clientId, Rejection rejection)
      implements ServerFrame {}

  /** A handshake is stored. */
  record Committed(CommitReceipt receipt) implements ServerFrame {}

  /** A handshake is not stored. */
  record CommitRejected(ChatId chat, ClientMessageId clientId, Rejection rejection)
      implements ServerFrame {}

  /** Another user's device has everything up to here. */
  record Delivered(ChatId chat, long seq, Username user) implements ServerFrame {}

  /** A user's read mark moved. */
  record ReadMarkMoved(ChatId chat, Username user, DeviceId device, ByteString sealed)
      implements ServerFrame {}

  /** Somebody types. */
  record TypingSign(ChatId chat, Username user, DeviceId device, ByteString sealed)
      implements ServerFrame {}

  /** Somebody asks for a chat. */
  record Requested(ChatInvitation invitation) implements ServerFrame {}

  /** The server itself says something. */
  record Announced(Announcement announcement) implements ServerFrame {}

  /** The server is about to end the stream. */
  record GoAway(Duration retryAfter) implements ServerFrame {}
}
