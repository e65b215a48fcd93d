package chat.sotto.client.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened while somebody listened. {@link #accept} handles every kind exhaustively.
 */
public sealed interface Event {

  /** Calls the method of {@code visitor} for this kind of event. */
  <R> R accept(Visitor<R> visitor);

  /**
   * A message is in the log and in the profile; the user's own messages, of whatever device, among
   * them.
   */
  record MessageReceived(ChatMessage message) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onMessageReceived(this);
    }
  }

  /**
   * A device of another member holds everything up to a place.
   *
   * @param chat the chat
   * @param by whose device
   * @param seq up to and including this one
   */
  record Delivered(ChatId chat, Username by, Seq seq) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onDelivered(this);
    }
  }

  /**
   * Somebody has read everything up to a place. May be the user, on another device.
   *
   * @param chat the chat
   * @param by who
   * @param seq up to and including this one
   */
  record Read(ChatId chat, Username by, Seq seq) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onRead(this);
    }
  }

  /**
   * Somebody types, or stopped.
   *
   * @param chat the chat
   * @param by who
   * @param typing false when they stopped
   */
  record Typing(ChatId chat, Username by, boolean typing) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onTyping(this);
    }
  }

  /** Somebody asks for a chat. */
  record RequestReceived(ChatRequest request) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onRequestReceived(this);
    }
  }

  /** A chat began, or its members, title or state changed. */
  record ChatChanged(ChatInfo chat) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onChatChanged(this);
    }
  }

  /**
   * A message is gone.
   *
   * @param chat the chat
   * @param seq the message
   */
  record MessageDeleted(ChatId chat, Seq seq) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onMessageDeleted(this);
    }
  }

  /**
   * The connection to the server came or went. Reconnecting goes on by itself.
   *
   * @param state how it stands now
   * @param reason for people: why it is not online; null when it is
   */
  record ConnectionChanged(ConnectionState state, @Nullable String reason) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onConnectionChanged(this);
    }
  }

  /**
   * A check failed that somebody who is attacked would fail. Sending where it matters has stopped.
   *
   * @param kind which check
   * @param chat the chat that it concerns, or null
   * @param username the person whom it concerns, or null
   * @param message for people: what was found and what to do
   */
  record SecurityWarning(
      Kind kind, @Nullable ChatId chat, @Nullable Username username, String message)
      implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onSecurityWarning(this);
    }

    /** Which check failed. */
    public enum Kind {
      /** The server shows another account key than the pinned one. */
      ACCOUNT_KEY_CHANGED,
      /** A device's attestation is not by the pinned account key. */
      ATTESTATION_INVALID,
      /** The log differs from what this device or another member saw. */
      LOG_DIFFERS,
      /**
       * The server's log of a chat ends before, or goes on otherwise than, what this device has: it
       * was restored from a backup, or is dishonest.
       */
      LOG_ROLLED_BACK,
      /** A message, or somebody's deletion of one, failed its checks and is not followed. */
      MESSAGE_REFUSED,
      /** The server says that it erased a message as too old, which it cannot have been. */
      MESSAGE_WITHHELD,
      /** A commit did something that it must not; it was skipped. */
      COMMIT_REFUSED,
      /** The server's certificate is not what was pinned. */
      SERVER_IDENTITY
    }
  }

  /** The server itself said something: to everybody, or to this user alone. */
  record Announced(Announcement announcement) implements Event {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onAnnounced(this);
    }
  }

  /** One method for each kind: adding a kind breaks the compilation of whoever forgets it. */
  interface Visitor<R> {
    R onMessageReceived(MessageReceived event);

    R onDelivered(Delivered event);

    R onRead(Read event);

    R onTyping(Typing event);

    R onRequestReceived(RequestReceived event);

    R onChatChanged(ChatChanged event);

    R onMessageDeleted(MessageDeleted event);

    R onConnectionChanged(ConnectionChanged event);

    R onSecurityWarning(SecurityWarning event);

    R onAnnounced(Announced event);
  }
}
