package chat.sotto.client;

import chat.sotto.client.model.ProtocolVersion;
import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.profile.ServerAddress;
import chat.sotto.client.transport.ServerFacts;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.client.trust.JoinLink;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** What a newcomer makes of a server's facts before anything of theirs is sent. */
final class ServerCheck {

  private ServerCheck() {}

  /** Fails unless this program can join that server by that link. */
  static void requireJoinable(ServerFacts facts, JoinLink link) {
    ProtocolVersion.requireSpokenBy(facts.minProtocol(), facts.maxProtocol());
    // The TLS handshake proved the pin; a server whose own words differ from it is broken or worse.
    if (!facts.serverId().equals(link.fingerprint().serverId().value())
        || !CaFingerprint.of(ca(facts)).equals(link.fingerprint())) {
      throw new SottoException(
          Reason.WRONG_SERVER, "the server states another certificate authority than it has shown");
    }
    if (facts.registrationClosed()) {
      throw new SottoException(Reason.REGISTRATION_CLOSED, "this server takes no new accounts");
    }
    if (facts.tokenNeeded() && link.token().isEmpty()) {
      throw new SottoException(
              Reason.TOKEN_REQUIRED, "this server wants a join link with a token in it")
          .field("join")
          .hint("ask the server's operator for an invitation");
    }
  }

  /** Where the server is. */
  static ServerAddress address(ServerFacts facts, JoinLink link) {
    return new ServerAddress(
        facts.chatHost().isEmpty() ? link.host() : facts.chatHost(),
        facts.chatPort(),
        link.host(),
        link.port());
  }

  private static X509Certificate ca(ServerFacts facts) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(facts.caCertificate().toByteArray()));
    } catch (CertificateException e) {
      throw new SottoException(Reason.BAD_RESPONSE, "the server's CA certificate does not decode")
          .cause(e);
    }
  }
}
