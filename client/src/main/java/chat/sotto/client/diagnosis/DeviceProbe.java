package chat.sotto.client.diagnosis;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.ServerConnection;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.Certificates;
import chat.sotto.client.trust.TlsIdentity;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;

/** Looks at the device's certificate, then asks the server what it thinks of the device. */
final class DeviceProbe {
  private DeviceProbe() {}

  static Seen<Boolean> look(
      Endpoint chat, ProfileIdentity profile, TlsIdentity identity, InstantSource clock)
      throws ProbeFailure {
    X509Certificate certificate = identity.certificate();
    requireOurs(profile, certificate);
    requireInTime(certificate, clock.instant());
    ask(chat, profile.caFingerprint(), identity, clock);
    return Seen.well(
        true,
        "the server knows this device; its certificate is good until "
            + certificate.getNotAfter().toInstant());
  }

  private static void requireOurs(ProfileIdentity profile, X509Certificate certificate)
      throws ProbeFailure {
    try {
      X509Certificate ca = Certificates.parse(profile.caCertificate().toByteArray());
      PublicKey key = ca.getPublicKey();
      if (!CaFingerprint.of(key).equals(profile.caFingerprint())) {
        throw new ProbeFailure(
            Ailment.PROFILE_UNREADABLE, "the profile holds another authority than it pins");
      }
      certificate.verify(key);
    } catch (GeneralSecurityException e) {
      ProbeFailure failure =
          new ProbeFailure(
              Ailment.CERTIFICATE_FOREIGN,
              "the device's certificate was not issued by this profile's server");
      failure.initCause(e);
      throw failure;
    } catch (SottoException e) {
      throw ProbeFailure.of(e);
    }
  }

  private static void requireInTime(X509Certificate certificate, Instant now) throws ProbeFailure {
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      throw new ProbeFailure(
          Ailment.CERTIFICATE_EXPIRED, "the device's certificate ended at " + end);
    }
    Instant begin = certificate.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      throw new ProbeFailure(
          Ailment.WRONG_CLOCK,
          "the device's certificate begins at " + begin + ", and this machine's clock says " + now);
    }
  }

  /**
   * A call that a known device may make and that needs a session, without one: so nothing secret is
   * sent, and the answer that is hoped for is that the session is missing.
   */
  private static void ask(
      Endpoint chat, CaFingerprint pinned, TlsIdentity identity, InstantSource clock)
      throws ProbeFailure {
    try (ServerConnection connection = ServerConnection.open(chat, pinned, clock, identity)) {
      var unused = connection.auth().devices();
    } catch (SottoException e) {
      if (e.is(Reason.SESSION_REQUIRED)) {
        return;
      }
      if (e.is(Reason.CERTIFICATE_REQUIRED)) {
        ProbeFailure failure = new ProbeFailure(Ailment.CERTIFICATE_FOREIGN, e.getMessage());
        failure.initCause(e);
        throw failure;
      }
      throw ProbeFailure.of(e);
    }
  }
}
