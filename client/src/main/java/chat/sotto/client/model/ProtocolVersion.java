package chat.sotto.client.model;

/** Which version of docs/protocol.md this program speaks, and what follows from a server's. */
public final class ProtocolVersion {
  /** What this program speaks, and says with every call. */
  public static final int CURRENT = 1;

  private ProtocolVersion() {}

  /**
   * Fails unless a server that speaks the versions from {@code min} to {@code max} understands this
   * program. A server that is asked for anything else says the same in the same words.
   *
   * @throws SottoException {@code CLIENT_TOO_OLD}, {@code CLIENT_TOO_NEW}
   */
  public static void requireSpokenBy(int min, int max) {
    String difference =
        "this server speaks protocol version "
            + (min == max ? String.valueOf(min) : min + " to " + max)
            + ", and your program "
            + CURRENT;
    if (CURRENT < min) {
      throw new SottoException(Reason.CLIENT_TOO_OLD, difference + ": update sotto on your side");
    }
    if (CURRENT > max) {
      throw new SottoException(
          Reason.CLIENT_TOO_NEW, difference + ": the server has to be updated");
    }
  }
}
