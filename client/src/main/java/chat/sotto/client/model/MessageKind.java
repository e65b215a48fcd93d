package chat.sotto.client.model;

/** What a message is. */
public enum MessageKind {
  /** Written text. */
  TEXT,
  /** A file or an image; the text is what was written with it, or null. */
  FILE,
  /**
   * Something happened to the chat itself: somebody joined, left or changed the key. The text says
   * it in English.
   */
  SYSTEM,
  /** It was deleted; its place in the log remains. It has no text. */
  DELETED,
  /** The server had erased it, because of its age, before this device saw it. */
  EXPIRED,
  /** Written by a newer version of the program, which this one cannot show. It has no text. */
  UNKNOWN,
  /** It arrived, and its checks failed. It is not shown; the text says why. */
  REFUSED,
  /**
   * The user's own, which will never be sent: it waited when the server went back behind this
   * device. It has no place in the log: its sequence is 0, its time when the user wrote it.
   */
  NOT_SENT;

  /** Whether somebody wrote it to be seen: it counts as unread, and its author wants to know. */
  public boolean isWritten() {
    return this == TEXT || this == FILE;
  }
}
