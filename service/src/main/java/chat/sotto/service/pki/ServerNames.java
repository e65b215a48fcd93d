package chat.sotto.service.pki;

import com.google.common.net.InetAddresses;
import com.google.common.net.InternetDomainName;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The names that a server certificate carries. Clients check the first alone, {@code
 * SERVERID.sotto.internal}; the rest are for other tools.
 *
 * @param dns host names, lower-case
 * @param addresses IP addresses
 */
record ServerNames(Set<String> dns, Set<InetAddress> addresses) {
  /** The suffix of the name that clients check. */
  static final String SUFFIX = ".sotto.internal";

  /**
   * Collects the names.
   *
   * @param hosts host names or addresses, as the operator gave them
   * @throws IllegalArgumentException if one is neither, naming it
   */
  static ServerNames of(String serverId, List<String> hosts, Set<InetAddress> machine) {
    Set<String> dns = new LinkedHashSet<>();
    Set<InetAddress> addresses = new LinkedHashSet<>();
    dns.add(serverId + SUFFIX);
    for (String host : hosts) {
      if (InetAddresses.isInetAddress(host)) {
        addresses.add(InetAddresses.forString(host));
      } else if (InternetDomainName.isValid(host)) {
        dns.add(host.toLowerCase(Locale.ROOT));
      } else {
        throw new IllegalArgumentException("neither a host name nor an address: " + host);
      }
    }
    dns.add("localhost");
    addresses.add(InetAddresses.forString("127.0.0.1"));
    addresses.add(InetAddresses.forString("::1"));
    addresses.addAll(machine);
    return new ServerNames(
        Collections.unmodifiableSet(dns), Collections.unmodifiableSet(addresses));
  }

  /** The addresses by which others may reach this machine. */
  static Set<InetAddress> ofThisMachine() throws SocketException {
    Set<InetAddress> found = new LinkedHashSet<>();
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        // A link-local address means nothing without the name of one of our interfaces.
        if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
          found.add(address);
        }
      }
    }
    return found;
  }

  private static GeneralName generalName(InetAddress address) {
    // By its bytes: the text of some addresses ends with the name of one of our interfaces.
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress()));
  }

  GeneralNames generalNames() {
    return new GeneralNames(
        Stream.concat(
                dns.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                addresses.stream().map(ServerNames::generalName))
            .toArray(GeneralName[]::new));
  }
}
