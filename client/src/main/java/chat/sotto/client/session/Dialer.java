package chat.sotto.client.session;

import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.ChatStream;

/** Opens streams for the uplink. Called on a thread that may block. */
public interface Dialer {

  /**
   * Does what must come before, as renewing a certificate that is about to end, and opens a stream.
   */
  ChatStream dial(ChatStream.Receiver receiver);

  /**
   * Removes the cause of a failure, if it can: a certificate that the server calls expired is
   * renewed at the enrolment listener.
   *
   * @return whether dialling again at once makes sense
   */
  default boolean mend(SottoException cause) {
    return false;
  }
}
