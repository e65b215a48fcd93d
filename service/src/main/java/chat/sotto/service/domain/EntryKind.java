package chat.sotto.service.domain;

/** What an entry of a chat's log is (docs/protocol.md, section 5). */
public enum EntryKind {
  /** A sealed message. */
  MESSAGE(1),
  /** A serialized {@code CommitEntry}. */
  COMMIT(2),
  /** A serialized {@code DeletionEntry}. */
  DELETION(3),
  /** A serialized {@code NoticeEntry}, written by the server. */
  NOTICE(4);

  private final int number;

  EntryKind(int number) {
    this.number = number;
  }

  /** The number in the canonical bytes and in stores. */
  public int number() {
    return number;
  }

  /**
   * The kind with this number.
   *
   * @throws IllegalArgumentException for a number that no kind has
   */
  public static EntryKind ofNumber(int number) {
    for (EntryKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no entry kind has number " + number);
  }
}
