package chat.sotto.service.session;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.TokenHash;
import chat.sotto.service.domain.Username;
import java.time.Duration;

/**
 * The open streams, as seen by whoever has to end some of them. No method waits for streams to end.
 */
public interface LiveStreams {
  /** Ends the streams that were opened with this session. */
  void endSession(TokenHash session, StreamFailure reason);

  /** Ends the streams of this device. */
  void endDevice(DeviceId device, StreamFailure reason);

  /** Ends the streams of all devices of this user. */
  void endUser(Username user, StreamFailure reason);

  /** How many streams are open. */
  int count();

  /**
   * Announces the server's end on all streams: each answers what it has taken, takes no more, and
   * ends.
   *
   * @param retryAfter how long clients are asked to wait before they connect again
   */
  void drain(Duration retryAfter);
}
