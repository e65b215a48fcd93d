package chat.sotto.client.chatlog;

/** What is known of whether the server shows everybody the same log. */
public enum LogTrust {
  /** The start is the server's word alone. */
  UNCONFIRMED,
  /** Another member's message has confirmed it, or this device created the chat. */
  CONFIRMED,
  /**
   * A member's place differs from one's own: the log must be fetched again before anything else is
   * processed.
   */
  SUSPECTED,
  /** The difference stood after fetching again: the user is told, and nothing is sent. */
  FORKED
}
