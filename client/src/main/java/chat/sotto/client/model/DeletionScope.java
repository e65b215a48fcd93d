package chat.sotto.client.model;

/** For whom a message was deleted. */
public enum DeletionScope {
  /**
   * The user's own message: its payload is gone from the server, and other devices drop it as they
   * learn of it.
   */
  EVERYONE,
  /** Somebody else's message: gone from this device alone. */
  ME
}
