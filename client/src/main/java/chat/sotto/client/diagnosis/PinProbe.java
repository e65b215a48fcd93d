package chat.sotto.client.diagnosis;

import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.ServerTrust;
import chat.sotto.client.trust.ServerTrustException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides, by the rules of every other connection, whether a chain is that of the pinned server.
 */
final class PinProbe {
  private PinProbe() {}

  /**
   * The pinned server.
   *
   * @param clock accepts its certificate: this machine's, or one that stands within the
   *     certificate's time
   * @param dates what is wrong with the certificate's time by this machine's clock; mostly empty
   */
  record Pinned(InstantSource clock, Optional<ServerTrustException> dates) {}

  static Seen<Pinned> look(List<X509Certificate> chain, CaFingerprint pinned, InstantSource clock)
      throws ProbeFailure {
    try {
      new ServerTrust(pinned, clock).check(chain);
      return Seen.well(
          new Pinned(clock, Optional.empty()), "it has the pinned authority " + pinned);
    } catch (ServerTrustException.Expired | ServerTrustException.NotYetValid e) {
      return outOfDate(chain, pinned, e);
    } catch (ServerTrustException e) {
      throw explain(chain, pinned, e);
    }
  }

  /** Everything else must hold all the same; whose clock is wrong is the clock's step to tell. */
  private static Seen<Pinned> outOfDate(
      List<X509Certificate> chain, CaFingerprint pinned, ServerTrustException dates)
      throws ProbeFailure {
    Instant within = chain.get(0).getNotBefore().toInstant().plusSeconds(1);
    InstantSource still = InstantSource.fixed(within);
    try {
      new ServerTrust(pinned, still).check(chain);
    } catch (ServerTrustException e) {
      throw explain(chain, pinned, e);
    }
    return Seen.well(
        new Pinned(still, Optional.of(dates)),
        "it has the pinned authority " + pinned + ", and a certificate of another time");
  }

  private static ProbeFailure explain(
      List<X509Certificate> chain, CaFingerprint pinned, ServerTrustException e) {
    if (e instanceof ServerTrustException.WrongFingerprint) {
      X509Certificate last = chain.get(chain.size() - 1);
      return failure(
          Ailment.WRONG_CA,
          "the server's authority has the fingerprint "
              + CaFingerprint.of(last)
              + ", and the pinned one is "
              + pinned,
          e);
    }
    if (e instanceof ServerTrustException.NotSignedByCa) {
      return failure(
          Ailment.NOT_SIGNED_BY_CA,
          "the server shows the pinned authority, which has not signed its certificate",
          e);
    }
    if (e instanceof ServerTrustException.NotAServer) {
      return failure(
          Ailment.NOT_A_SERVER, "the certificate that was shown may not be used by servers", e);
    }
    if (e instanceof ServerTrustException.WrongServerName) {
      return failure(
          Ailment.WRONG_SERVER_NAME,
          "the certificate that was shown is not for " + pinned.serverId().hostName(),
          e);
    }
    return failure(
        Ailment.SERVER_CERTIFICATE_UNREADABLE, "what was shown for a certificate is none", e);
  }

  private static ProbeFailure failure(Ailment ailment, String facts, ServerTrustException cause) {
    ProbeFailure failure = new ProbeFailure(ailment, facts);
    failure.initCause(cause);
    return failure;
  }
}
