package chat.sotto.client.diagnosis;

import chat.sotto.client.transport.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the certificates that a server shows, and hangs up. It trusts nobody, so no connection
 * ever comes of it: there is nothing to send anything over.
 */
final class TlsProbe {
  private static final String PROTOCOL = "TLSv1.3";
  private static final Duration LIMIT = Duration.ofSeconds(6);

  private TlsProbe() {}

  /**
   * Looks.
   *
   * @param serverName what a client of ours asks for
   * @return what was shown, leaf first
   */
  static Seen<List<X509Certificate>> look(
      Endpoint endpoint, InetSocketAddress address, String serverName) throws ProbeFailure {
    Recorder recorder = new Recorder();
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(TcpProbe.LIMIT.toMillis()));
      // Reading has a limit for each byte; the whole of it has this one, and then the socket
      // closes.
      Bounded.call(LIMIT, () -> greet(socket, serverName, recorder));
    } catch (TimeoutException | SocketTimeoutException e) {
      throw silent(endpoint, e);
    } catch (ExecutionException e) {
      List<X509Certificate> shown = recorder.shown;
      if (shown == null) {
        throw explain(endpoint, e.getCause());
      }
      return Seen.well(shown, "it speaks TLS 1.3");
    } catch (IOException e) {
      throw explain(endpoint, e);
    }
    throw new IllegalStateException("nobody is trusted, and yet a handshake succeeded");
  }

  private static boolean greet(Socket socket, String serverName, Recorder recorder)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance(PROTOCOL);
    context.init(null, new TrustManager[] {recorder}, null);
    try (SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, serverName, socket.getPort(), true)) {
      tls.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      tls.setEnabledProtocols(new String[] {PROTOCOL});
      tls.startHandshake();
      return true;
    }
  }

  private static ProbeFailure explain(Endpoint endpoint, @Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof SocketTimeoutException) {
        return silent(endpoint, t);
      }
      if (t instanceof EOFException || t instanceof SocketException) {
        return failure(
            Ailment.NOT_TLS,
            "what listens at " + endpoint + " closes the connection when it is greeted in TLS",
            t);
      }
    }
    if (cause instanceof SSLHandshakeException) {
      return failure(
          Ailment.TLS_REFUSED, "what listens at " + endpoint + " refuses TLS 1.3", cause);
    }
    if (cause instanceof SSLException) {
      return failure(Ailment.NOT_TLS, "what answers at " + endpoint + " does not speak TLS", cause);
    }
    return failure(Ailment.UNEXPECTED, "greeting " + endpoint + " in TLS failed: " + cause, cause);
  }

  private static ProbeFailure silent(Endpoint endpoint, Throwable cause) {
    return failure(
        Ailment.SILENT,
        "what listens at "
            + endpoint
            + " takes the connection and does not answer within "
            + LIMIT.toSeconds()
            + " s",
        cause);
  }

  private static ProbeFailure failure(Ailment ailment, String facts, @Nullable Throwable cause) {
    ProbeFailure failure = new ProbeFailure(ailment, facts);
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  /** Notes what it is shown and refuses it. */
  private static final class Recorder extends X509ExtendedTrustManager {
    private volatile @Nullable List<X509Certificate> shown;

    private void record(X509Certificate[] chain) throws CertificateException {
      shown = List.of(chain);
      throw new CertificateException("only looking");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      record(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      record(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      record(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("a client trusts no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw new CertificateException("a client trusts no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("a client trusts no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
