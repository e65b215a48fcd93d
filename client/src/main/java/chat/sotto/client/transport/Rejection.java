package chat.sotto.client.transport;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;

/**
 * Why a frame was not stored; nothing has changed.
 *
 * @param detail for people: names the field or the limit; may be empty
 * @param latestHandshake with a stale epoch or handshake: sequence of the latest commit; else 0
 */
public record Rejection(Reason reason, String detail, long latestHandshake) {

  /** As the failure that the user meets when no retry helps. */
  public SottoException toException() {
    return new SottoException(
        reason,
        detail.isEmpty()
            ? "the server refused: " + reason.name().toLowerCase(java.util.Locale.ROOT)
            : Errors.bounded(detail));
  }
}
