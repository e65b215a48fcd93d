package chat.sotto.service.domain;

/** What kind of conversation a chat is. */
public enum ChatKind {
  /** Exactly two accounts, equal in rights; one open direct chat at a time for each pair. */
  DIRECT,
  /** Invited members with roles. */
  GROUP,
  /** Open to every user of the server under a public name. */
  ROOM
}
