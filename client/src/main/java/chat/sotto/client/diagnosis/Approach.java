package chat.sotto.client.diagnosis;

import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.trust.CaFingerprint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/** The way to a listener: name, TCP, TLS, pin. */
record Approach(CaFingerprint pinned, InstantSource clock) {

  /** Goes it, telling each step. */
  PinProbe.Pinned to(Endpoint endpoint, Examination examination) throws ProbeFailure {
    List<InetAddress> addresses =
        examination.step(Check.NAME, () -> NameProbe.look(endpoint.host()));
    InetSocketAddress address =
        examination.step(Check.TCP, () -> TcpProbe.look(endpoint, addresses));
    return believe(endpoint, address, examination);
  }

  /** Goes it and tells nobody but who calls. */
  PinProbe.Pinned quietlyTo(Endpoint endpoint) throws ProbeFailure {
    return to(endpoint, Examination.quiet());
  }

  /** Goes the rest of it, from where a connection is taken. */
  PinProbe.Pinned believe(Endpoint endpoint, InetSocketAddress address, Examination examination)
      throws ProbeFailure {
    List<X509Certificate> chain =
        examination.step(
            Check.TLS, () -> TlsProbe.look(endpoint, address, pinned.serverId().hostName()));
    return examination.step(Check.PIN, () -> PinProbe.look(chain, pinned, clock));
  }
}
