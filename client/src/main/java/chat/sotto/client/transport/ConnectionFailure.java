package chat.sotto.client.transport;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.trust.ServerTrustException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, as far as the exceptions below gRPC tell. */
final class ConnectionFailure {

  /** A chain of causes is never longer than this, unless it is a circle. */
  private static final int MAX_CAUSES = 20;

  private ConnectionFailure() {}

  static SottoException explain(Endpoint endpoint, @Nullable Throwable cause) {
    List<Throwable> chain = chain(cause);
    // What the pinned trust manager found: said by it, and nothing of the user's was sent.
    Optional<ServerTrustException> refusal = ServerTrustException.find(cause);
    if (refusal.isPresent()) {
      return refusal.get().toSottoException();
    }
    if (chain.stream()
        .anyMatch(t -> t.getClass().getSimpleName().equals("NotSslRecordException"))) {
      return unreachable("what answers at " + endpoint + " does not speak TLS")
          .hint("check host and port: this is no sotto server");
    }
    Optional<SottoException> alert = alert(chain);
    if (alert.isPresent()) {
      return alert.get();
    }
    if (first(chain, UnknownHostException.class).isPresent()
        || first(chain, UnresolvedAddressException.class).isPresent()) {
      return unreachable("the host " + endpoint.host() + " is not known")
          .hint("check the name and the network");
    }
    if (first(chain, ConnectException.class).isPresent()) {
      return unreachable("nothing answers at " + endpoint).hint("is the server running?");
    }
    return unreachable("the connection to " + endpoint + " was lost");
  }

  /**
   * TLS alerts by which a server refuses a client certificate come after the handshake, in an
   * error's text only.
   */
  private static Optional<SottoException> alert(List<Throwable> chain) {
    for (Throwable t : chain) {
      if (!(t instanceof SSLException) || t.getMessage() == null) {
        continue;
      }
      String text = t.getMessage().toUpperCase(Locale.ROOT).replace(' ', '_');
      if (text.contains("CERTIFICATE_EXPIRED")) {
        return Optional.of(
            new SottoException(
                    Reason.CERTIFICATE_EXPIRED,
                    "the server says that this device's certificate has expired")
                .hint("it renews by itself when the enrolment listener can be reached"));
      }
      if (text.contains("CERTIFICATE_REQUIRED")) {
        return Optional.of(
            new SottoException(
                Reason.CERTIFICATE_REQUIRED, "the server wants a device certificate and got none"));
      }
      if (text.contains("UNKNOWN_CA")
          || text.contains("BAD_CERTIFICATE")
          || text.contains("CERTIFICATE_UNKNOWN")
          || text.contains("UNSUPPORTED_CERTIFICATE")
          || text.contains("CERTIFICATE_REVOKED")
          || text.contains("ACCESS_DENIED")) {
        return Optional.of(
            new SottoException(
                    Reason.CERTIFICATE_REQUIRED,
                    "the server refuses this device's certificate: it did not issue it")
                .hint("this profile belongs to another server, or the server lost its data"));
      }
    }
    return Optional.empty();
  }

  private static SottoException unreachable(String message) {
    return new SottoException(Reason.SERVER_UNREACHABLE, message);
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static List<Throwable> chain(@Nullable Throwable cause) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = cause; t != null && chain.size() < MAX_CAUSES; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
