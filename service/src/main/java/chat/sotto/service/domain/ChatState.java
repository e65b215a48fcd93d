package chat.sotto.service.domain;

/** Where a chat stands. */
public enum ChatState {
  /** A direct chat that nobody has accepted yet: no one can write in it. */
  PENDING,
  /** Members read and write. */
  ACTIVE,
  /** Read-only: declined, or somebody left it, deleted it or deleted their account. */
  CLOSED
}
