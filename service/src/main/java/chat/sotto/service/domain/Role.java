package chat.sotto.service.domain;

/** What a member may do in a group or room; both sides of a direct chat are plain members. */
public enum Role {
  /** Reads and writes. */
  MEMBER,
  /** Also adds, removes and renames. */
  ADMIN,
  /** Also gives roles. */
  OWNER
}
