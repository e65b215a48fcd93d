package chat.sotto.service.pki;

import chat.sotto.service.domain.DeviceRef;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslCertificateException;
import io.grpc.netty.shaded.io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides in the handshake whether a client certificate is one of this server's device certificates
 * (docs/protocol.md, section 2). Whether the device still exists and is not revoked is asked on
 * each call, not here.
 */
public final class DeviceTrust extends X509ExtendedTrustManager {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int URI_NAME = 6;

  /** Why a client certificate is refused. */
  public enum Flaw {
    /** None was sent. */
    MISSING("no client certificate"),
    /** Not signed by this server's authority. */
    FOREIGN("a certificate of another authority"),
    /** Its time is over. */
    EXPIRED("an expired certificate"),
    /** Its time has not come. */
    NOT_YET_VALID("a certificate from the future"),
    /** Made for something else than to be a client. */
    NOT_FOR_CLIENTS("a certificate without the one extended key usage clientAuth"),
    /** The name in it is not a device of this server. */
    MALFORMED_NAME("a certificate without a device of this server as its only name");

    private final String text;

    Flaw(String text) {
      this.text = text;
    }

    /** For the log: what the client sent. */
    public String text() {
      return text;
    }
  }

  /** A client certificate that is not accepted. */
  public static final class RefusedException extends CertificateException {
    private final Flaw flaw;

    RefusedException(Flaw flaw) {
      super(flaw.text());
      this.flaw = flaw;
    }

    /** Why. */
    public Flaw flaw() {
      return flaw;
    }
  }

  private final X509Certificate authority;
  private final String serverId;
  private final Clock clock;

  /** Trusts what {@code authority} has signed. */
  public DeviceTrust(CertificateAuthority authority, Clock clock) {
    this.authority = authority.certificate();
    this.serverId = authority.fingerprint().serverId();
    this.clock = clock;
  }

  /**
   * Checks a chain and says whose it is. Only its first certificate counts.
   *
   * @throws RefusedException if any check fails
   */
  public DeviceRef check(X509Certificate @Nullable [] chain) throws RefusedException {
    if (chain == null || chain.length == 0) {
      throw new RefusedException(Flaw.MISSING);
    }
    X509Certificate leaf = chain[0];
    if (!isSignedByAuthority(leaf)) {
      throw new RefusedException(Flaw.FOREIGN);
    }
    Instant now = clock.instant();
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      throw new RefusedException(Flaw.NOT_YET_VALID);
    }
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      throw new RefusedException(Flaw.EXPIRED);
    }
    if (!isForClients(leaf)) {
      throw new RefusedException(Flaw.NOT_FOR_CLIENTS);
    }
    return nameIn(leaf);
  }

  private boolean isSignedByAuthority(X509Certificate leaf) {
    if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
        || !(leaf.getPublicKey() instanceof ECPublicKey)) {
      return false;
    }
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isForClients(X509Certificate leaf) {
    try {
      return leaf.getBasicConstraints() < 0
          && List.of(CLIENT_AUTH).equals(leaf.getExtendedKeyUsage());
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /** The device that a certificate names; its signature and dates are the caller's business. */
  private DeviceRef nameIn(X509Certificate leaf) throws RefusedException {
    Collection<List<?>> names;
    try {
      names = leaf.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      throw new RefusedException(Flaw.MALFORMED_NAME);
    }
    if (names == null || names.size() != 1) {
      throw new RefusedException(Flaw.MALFORMED_NAME);
    }
    List<?> name = names.iterator().next();
    if (!Integer.valueOf(URI_NAME).equals(name.get(0)) || !(name.get(1) instanceof String uri)) {
      throw new RefusedException(Flaw.MALFORMED_NAME);
    }
    return DeviceUri.parse(serverId, uri)
        .orElseThrow(() -> new RefusedException(Flaw.MALFORMED_NAME));
  }

  /** Without the verdict the client would be told of an internal error, whatever the flaw. */
  private void checkInHandshake(X509Certificate[] chain) throws CertificateException {
    try {
      var unused = check(chain);
    } catch (RefusedException e) {
      throw new OpenSslCertificateException(e, verdict(e.flaw()));
    }
  }

  /** As BoringSSL knows it, which is loaded by the time of a handshake: it decides on the alert. */
  private static int verdict(Flaw flaw) {
    return switch (flaw) {
      case FOREIGN -> CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
      case EXPIRED -> CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
      case NOT_YET_VALID -> CertificateVerifier.X509_V_ERR_CERT_NOT_YET_VALID;
      case NOT_FOR_CLIENTS -> CertificateVerifier.X509_V_ERR_INVALID_PURPOSE;
      case MISSING, MALFORMED_NAME -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
    };
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    checkInHandshake(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkInHandshake(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkInHandshake(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this side is the server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this side is the server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this side is the server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    // Naming our authority would make clients with another certificate send none at all, and the
    // log could not tell a stranger from somebody who confuses two servers.
    return new X509Certificate[0];
  }
}
