package chat.sotto.client.model;

/** Where a chat stands for the user. */
public enum ChatState {
  /** A direct chat that nobody has accepted yet: no one can write in it. */
  PENDING,
  /** Members read and write. */
  ACTIVE,
  /** Read-only: declined, or the other side left or deleted its account. */
  CLOSED
}
