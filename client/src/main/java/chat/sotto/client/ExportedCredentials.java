package chat.sotto.client;

import chat.sotto.client.model.Credentials;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.primitives.Secrets;
import chat.sotto.client.profile.Profile;
import chat.sotto.client.profile.ProfileIdentity;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.profile.SessionToken;
import chat.sotto.client.session.Connector;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.Certificates;
import chat.sotto.client.trust.TlsIdentity;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;

/** Gathers from an unsealed profile what another program needs to call as this device. */
final class ExportedCredentials {

  private ExportedCredentials() {}

  static Credentials of(Profile profile, Connector connector, InstantSource clock) {
    SessionToken session =
        profile
            .secrets()
            .findSession()
            .orElseThrow(() -> new SottoException(Reason.NOT_LOGGED_IN, "not logged in"));
    connector.renewIfDue();
    TlsIdentity identity = connector.identity();
    if (identity.isExpired(clock.instant())) {
      throw new SottoException(Reason.CERTIFICATE_EXPIRED, "this device's certificate has expired")
          .hint("run sotto devices, which renews it, and try again");
    }
    ProfileIdentity who = profile.header().identity();
    X509Certificate ca = Certificates.parse(who.caCertificate().toByteArray());
    if (!CaFingerprint.of(ca).equals(who.caFingerprint())) {
      throw new SottoException(
          Reason.PROFILE_UNREADABLE, "the profile's CA certificate is not the pinned one");
    }
    ServerAddress address = profile.header().address();
    return new Credentials(
        who.username(),
        who.device(),
        new Endpoint(address.chatHost(), address.chatPort()).toString(),
        new Endpoint(address.enrolHost(), address.enrolPort()).toString(),
        who.caFingerprint().serverId().hostName(),
        Certificates.pem(ca),
        identity.certificatePem(),
        identity.certificate().getNotAfter().toInstant(),
        Secrets.of(identity.keyPem().getBytes(StandardCharsets.US_ASCII)),
        session.token());
  }
}
