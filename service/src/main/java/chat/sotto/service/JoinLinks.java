package chat.sotto.service;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Base64;
import java.util.Collections;
import java.util.function.IntSupplier;

/**
 * Writes join links: {@code sotto://HOST:PORT/#FINGERPRINT.TOKEN} (docs/protocol.md, section 1).
 *
 * @param host how others reach this server
 * @param port the enrolment listener's, as others reach it; known once it is open
 * @param fingerprint base64url
 */
record JoinLinks(String host, IntSupplier port, String fingerprint) {
  private static final String LOCALHOST = "localhost";

  /** The link without a token. */
  String link() {
    return "sotto://" + HostAndPort.fromParts(host, port.getAsInt()) + "/#" + fingerprint;
  }

  /** The link with a token. */
  String link(ByteString token) {
    return link()
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
  }

  /**
   * The host for a server's links: the first that the operator named, else the address that it
   * listens on, else the first address of this machine that others may reach.
   */
  static String host(ServerConfig config) {
    if (!config.hosts().isEmpty()) {
      return config.hosts().get(0);
    }
    String bind = config.bind().orElse("");
    if (!bind.isEmpty() && !isWildcard(bind)) {
      return bind;
    }
    try {
      return addressOfThisMachine();
    } catch (SocketException e) {
      return LOCALHOST;
    }
  }

  private static boolean isWildcard(String bind) {
    return InetAddresses.isInetAddress(bind) && InetAddresses.forString(bind).isAnyLocalAddress();
  }

  private static String addressOfThisMachine() throws SocketException {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      // Bridges of containers and the like have no neighbours that could be meant.
      if (!network.isUp() || network.isLoopback() || network.isVirtual()) {
        continue;
      }
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
          return InetAddresses.toAddrString(address);
        }
      }
    }
    return LOCALHOST;
  }
}
