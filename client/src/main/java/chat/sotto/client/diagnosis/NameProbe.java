package chat.sotto.client.diagnosis;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Turns a host's name into addresses. */
final class NameProbe {
  /** More are not tried: who sets up a name chooses how many it has. */
  private static final int MAX_ADDRESSES = 4;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private NameProbe() {}

  static Seen<List<InetAddress>> look(String host) throws ProbeFailure {
    try {
      List<InetAddress> addresses =
          Bounded.call(LIMIT, () -> Arrays.asList(InetAddress.getAllByName(host)));
      List<InetAddress> some =
          List.copyOf(addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size())));
      boolean isAddress = InetAddresses.isInetAddress(host);
      return Seen.well(some, isAddress ? host + " is an address" : host + " is " + shown(some));
    } catch (ExecutionException e) {
      ProbeFailure failure =
          new ProbeFailure(Ailment.NAME_UNKNOWN, "the host " + host + " is not known");
      failure.initCause(e);
      throw failure;
    } catch (TimeoutException e) {
      ProbeFailure failure =
          new ProbeFailure(
              Ailment.NAME_UNKNOWN,
              "no name service answers within "
                  + LIMIT.toSeconds()
                  + " s where the host "
                  + host
                  + " is");
      failure.initCause(e);
      throw failure;
    }
  }

  static String shown(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddresses::toAddrString).collect(Collectors.joining(", "));
  }
}
