package chat.sotto.service.grpc;

import chat.sotto.service.domain.DeviceRef;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Notes, when a connection is ready, whose certificate it has and how it can be closed. */
public final class ConnectionFilter extends ServerTransportFilter {
  private final Function<X509Certificate[], Optional<DeviceRef>> trust;
  private final Consumer<SocketAddress> closer;

  /**
   * A filter for one listener.
   *
   * @param trust the device that a chain names; empty if it is not trusted
   * @param closer closes the connection from an address, after its pending answers
   */
  public ConnectionFilter(
      Function<X509Certificate[], Optional<DeviceRef>> trust, Consumer<SocketAddress> closer) {
    this.trust = trust;
    this.closer = closer;
  }

  @Override
  public Attributes transportReady(Attributes transport) {
    SocketAddress remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    X509Certificate[] chain = chain(transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    Instant ends = chain.length == 0 ? Instant.MIN : chain[0].getNotAfter().toInstant();
    Runnable close = remote == null ? () -> {} : () -> closer.accept(remote);
    return transport.toBuilder()
        .set(Connection.ATTRIBUTE, new Connection(trust.apply(chain), ends, remote, close))
        .build();
  }

  private static X509Certificate[] chain(@Nullable SSLSession session) {
    if (session == null) {
      return new X509Certificate[0];
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
    } catch (SSLPeerUnverifiedException e) {
      return new X509Certificate[0];
    }
  }
}
