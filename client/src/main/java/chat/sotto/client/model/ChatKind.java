package chat.sotto.client.model;

/** What kind of conversation a chat is. */
public enum ChatKind {
  /** Exactly two accounts, equal in rights. */
  DIRECT,
  /** Invited members with roles. */
  GROUP,
  /** Open to every user of the server. */
  ROOM
}
