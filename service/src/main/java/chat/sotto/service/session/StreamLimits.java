package chat.sotto.service.session;

import java.time.Duration;

/**
 * What bounds a stream.
 *
 * @param receiveWindow entries sent and not acknowledged
 * @param sendWindow frames taken and not answered
 * @param batchFrames frames in a stream message
 * @param batchBytes bytes in a stream message, unless a single frame is larger
 * @param replayPage chats of a replay that are looked at together
 * @param idleCursors chats whose place is remembered although nothing is left to send
 * @param waitingSignals subjects of signals that wait for the transport; beyond it the oldest is
 *     dropped
 * @param hello how long a stream may last that does not begin
 */
public record StreamLimits(
    int receiveWindow,
    int sendWindow,
    int batchFrames,
    int batchBytes,
    int replayPage,
    int idleCursors,
    int waitingSignals,
    Duration hello) {
  /** What the protocol promises. */
  public static final StreamLimits PROTOCOL =
      new StreamLimits(256, 256, 256, 256 * 1024, 64, 1_024, 1_024, Duration.ofSeconds(10));

  /** These with another time to begin. */
  public StreamLimits withHello(Duration time) {
    return new StreamLimits(
        receiveWindow,
        sendWindow,
        batchFrames,
        batchBytes,
        replayPage,
        idleCursors,
        waitingSignals,
        time);
  }
}
