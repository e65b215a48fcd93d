package chat.sotto.service.grpc;

import chat.sotto.service.usecase.Reason;
import chat.sotto.service.usecase.RefusedException;

/**
 * The protocol versions that a server speaks (docs/protocol.md, section 10). Versions are unsigned
 * 32-bit numbers on the wire.
 *
 * @param min the oldest
 * @param max the newest
 */
public record ProtocolRange(int min, int max) {
  /** What this program speaks. */
  public static final ProtocolRange SPOKEN = new ProtocolRange(1, 1);

  /** Fails if there is nothing in between. */
  public ProtocolRange {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException("a range of versions begins at 0 and does not end before");
    }
  }

  /**
   * Takes a client that speaks the version.
   *
   * @param version unsigned
   * @throws RefusedException {@code CLIENT_TOO_OLD} or {@code CLIENT_TOO_NEW}, saying what to do
   */
  public void require(int version) {
    if (Integer.compareUnsigned(version, min) < 0) {
      throw RefusedException.of(
          Reason.CLIENT_TOO_OLD, difference(version) + ": update sotto on your side");
    }
    if (Integer.compareUnsigned(version, max) > 0) {
      throw RefusedException.of(
          Reason.CLIENT_TOO_NEW, difference(version) + ": the server has to be updated");
    }
  }

  // The client says the same of what GetServerInfo tells it:
  // chat.sotto.client.model.ProtocolVersion.
  private String difference(int version) {
    return "this server speaks protocol version "
        + (min == max ? String.valueOf(min) : min + " to " + max)
        + ", and your program "
        + Integer.toUnsignedString(version);
  }
}
