package chat.sotto.client.diagnosis;

import chat.sotto.client.transport.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/** Connects. */
final class TcpProbe {
  /** For each address. */
  static final Duration LIMIT = Duration.ofSeconds(4);

  private TcpProbe() {}

  static Seen<InetSocketAddress> look(Endpoint endpoint, List<InetAddress> addresses)
      throws ProbeFailure {
    Ailment ailment = Ailment.NO_ROUTE;
    for (InetAddress address : addresses) {
      InetSocketAddress there = new InetSocketAddress(address, endpoint.port());
      try (Socket socket = new Socket()) {
        socket.connect(there, Math.toIntExact(LIMIT.toMillis()));
        return Seen.well(there, endpoint + " takes connections");
      } catch (SocketTimeoutException e) {
        ailment = ailment == Ailment.NO_ROUTE ? Ailment.NO_ANSWER : ailment;
      } catch (ConnectException e) {
        // A machine that answers says more than one that does not.
        ailment = isRefusal(e) ? Ailment.NOTHING_LISTENS : ailment;
      } catch (IOException e) {
        // No way there; perhaps to the next one.
      }
    }
    throw new ProbeFailure(
        ailment,
        switch (ailment) {
          case NOTHING_LISTENS -> "nothing listens at " + endpoint;
          case NO_ANSWER -> "nobody answers at " + endpoint + " within " + LIMIT.toSeconds() + " s";
          default -> "no network leads to " + endpoint;
        });
  }

  private static boolean isRefusal(ConnectException e) {
    return String.valueOf(e.getMessage()).contains("refused");
  }
}
