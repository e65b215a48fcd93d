package chat.sotto.client;

/** What a process wants a profile for. */
public enum OpenMode {
  /**
   * One command. Waits up to ten seconds for another one-shot, and goes through a long-running
   * process if there is one.
   */
  ONE_SHOT,
  /**
   * Until it is told to end, serving other commands meanwhile. Fails with {@code PROFILE_IN_USE} if
   * there is one already.
   */
  LONG_RUNNING
}
