package chat.sotto.client.session;

import chat.sotto.client.transport.ServerLinks;
import java.util.function.Function;

/** The server, as the session sees it: streams by {@link Dialer}, and calls. */
public interface ServerAccess extends Dialer {

  /** Connects if need be and makes a call; may block. Fails with a {@code SottoException}. */
  <T> T call(Function<ServerLinks, T> call);

  /**
   * For how long the server says that it keeps the payloads of messages, in seconds; 0 for as long
   * as their chat. May block. Fails with a {@code SottoException}.
   */
  long retentionSeconds();
}
