package chat.sotto.client.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes one server: the one whose CA has the pinned fingerprint (docs/protocol.md, section 2).
 *
 * <p>The address plays no part, so a server may move; the name {@code SERVERID.sotto.internal}
 * takes its place. Host name checks of the TLS library must be off. Each refusal is a {@link
 * ServerTrustException}.
 */
public final class ServerTrust extends X509ExtendedTrustManager {
  private static final int MAX_CHAIN = 8;
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final int SAN_DNS = 2;

  private final CaFingerprint pinned;
  private final InstantSource clock;

  /** Pins a CA. The server sends its CA certificate in the handshake. */
  public ServerTrust(CaFingerprint pinned, InstantSource clock) {
    this.pinned = pinned;
    this.clock = clock;
  }

  /** Checks a chain, leaf first. */
  public void check(List<X509Certificate> chain) throws ServerTrustException {
    if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
      throw new ServerTrustException.Unreadable(
          "the server showed " + chain.size() + " certificates");
    }
    X509Certificate leaf = chain.get(0);
    checkSigned(leaf, pinnedKey(chain));
    checkDates(leaf);
    checkPurpose(leaf);
    checkName(leaf);
  }

  /**
   * The chain's certificate whose key is the pinned one: it alone is believed, whatever else it
   * says.
   */
  private PublicKey pinnedKey(List<X509Certificate> chain) throws ServerTrustException {
    for (X509Certificate certificate : chain) {
      if (CaFingerprint.of(certificate).equals(pinned)) {
        return certificate.getPublicKey();
      }
    }
    throw new ServerTrustException.WrongFingerprint();
  }

  private static void checkSigned(X509Certificate leaf, PublicKey ca) throws ServerTrustException {
    try {
      leaf.verify(ca);
    } catch (GeneralSecurityException e) {
      ServerTrustException refusal = new ServerTrustException.NotSignedByCa();
      refusal.initCause(e);
      throw refusal;
    }
  }

  private void checkDates(X509Certificate leaf) throws ServerTrustException {
    Instant now = clock.instant();
    Instant begin = leaf.getNotBefore().toInstant();
    Instant end = leaf.getNotAfter().toInstant();
    if (now.isBefore(begin)) {
      throw new ServerTrustException.NotYetValid(begin, now);
    }
    if (now.isAfter(end)) {
      throw new ServerTrustException.Expired(end, now);
    }
  }

  private static void checkPurpose(X509Certificate leaf) throws ServerTrustException {
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      boolean server = purposes != null && purposes.contains(SERVER_AUTH);
      if (!server || leaf.hasUnsupportedCriticalExtension()) {
        throw new ServerTrustException.NotAServer();
      }
    } catch (CertificateParsingException e) {
      throw new ServerTrustException.Unreadable("the server's certificate cannot be read");
    }
  }

  private void checkName(X509Certificate leaf) throws ServerTrustException {
    String wanted = pinned.serverId().hostName();
    try {
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      if (names == null || names.stream().noneMatch(name -> isDns(name, wanted))) {
        throw new ServerTrustException.WrongServerName();
      }
    } catch (CertificateParsingException e) {
      throw new ServerTrustException.Unreadable("the server's certificate cannot be read");
    }
  }

  private static boolean isDns(List<?> name, String wanted) {
    return name.get(0) instanceof Integer type && type == SAN_DNS && wanted.equals(name.get(1));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(List.of(chain));
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
