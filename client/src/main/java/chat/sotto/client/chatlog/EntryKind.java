package chat.sotto.client.chatlog;

import java.util.Optional;

/** What an entry's payload is. Newer servers may know more kinds. */
public enum EntryKind {
  /** A sealed envelope. */
  MESSAGE(1),
  /** A handshake of the group. */
  COMMIT(2),
  /** A message's payload is gone. */
  DELETION(3),
  /** Written by the server. */
  NOTICE(4);

  private final int number;

  EntryKind(int number) {
    this.number = number;
  }

  /** Its number in the entry's hash. */
  public int number() {
    return number;
  }

  /** The kind of that number; empty for one that only newer versions know. */
  public static Optional<EntryKind> find(int number) {
    for (EntryKind kind : values()) {
      if (kind.number == number) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
