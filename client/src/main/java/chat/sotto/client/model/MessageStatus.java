package chat.sotto.client.model;

/** How far one of the user's own messages has come. */
public enum MessageStatus {
  /** The server has stored it. */
  SENT,
  /** A device of another member holds it. */
  DELIVERED,
  /** Another member's read mark has reached it. */
  READ
}
