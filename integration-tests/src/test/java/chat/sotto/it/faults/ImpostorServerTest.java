package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.sotto.client.model.Reason;
import chat.sotto.client.model.SottoException;
import chat.sotto.client.transport.Endpoint;
import chat.sotto.client.transport.EnrollmentConnection;
import chat.sotto.client.trust.CaFingerprint;
import chat.sotto.it.wire.ForgedCertificates;
import chat.sotto.it.wire.ImpostorServer;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.ProtocolBytes;
import chat.sotto.it.wire.TestServer;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that are not the one that the join link names, seen by the client library's own
 * transport: refused in the handshake, before a byte of the user's was sent. The first test shows
 * that an impostor who has everything right would be believed.
 */
class ImpostorServerTest {
  @TempDir static Path folder;
  private static TestServer server;
  private static Person alice;

  @BeforeAll
  static void start() {
    server = TestServer.builder(folder).start();
    alice = server.join("alice");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void client_serverWithACertificateThatIsRight_isBelieved() throws Exception {
    X509Certificate right = asServer().withDns(serverName()).issue(pair());
    try (ImpostorServer impostor = ImpostorServer.start(pair(), right, server.caCertificate())) {
      // It offers nothing: the call arrives and is not known.
      assertThat(refusal(impostor).reason())
          .isNotIn(
              Reason.WRONG_SERVER.name(),
              Reason.NOT_A_SERVER.name(),
              Reason.SERVER_UNREACHABLE.name());
      assertThat(impostor.calls()).isPositive();
    }
  }

  @Test
  void client_usersDeviceCertificatePosingAsTheServer_isRefusedAndNothingSent() throws Exception {
    try (ImpostorServer impostor =
        ImpostorServer.start(pair(), alice.device().certificate(), server.caCertificate())) {
      refused(impostor, Reason.NOT_A_SERVER);
    }
  }

  @Test
  void client_serverPurposeButADevicesName_isRefusedAndNothingSent() throws Exception {
    X509Certificate named = asServer().issue(pair());
    try (ImpostorServer impostor = ImpostorServer.start(pair(), named, server.caCertificate())) {
      refused(impostor, Reason.WRONG_SERVER);
    }
  }

  @Test
  void client_serversNameSignedByAnotherCa_isRefusedAndNothingSent() throws Exception {
    X509Certificate signed = asServer().withDns(serverName()).byAnotherCa().issue(pair());
    try (ImpostorServer impostor = ImpostorServer.start(pair(), signed, server.caCertificate())) {
      refused(impostor, Reason.WRONG_SERVER);
    }
  }

  @Test
  void client_expiredServerCertificate_isRefusedAndNothingSent() throws Exception {
    X509Certificate old =
        asServer().withDns(serverName()).endedBefore(Duration.ofMinutes(1)).issue(pair());
    try (ImpostorServer impostor = ImpostorServer.start(pair(), old, server.caCertificate())) {
      refused(impostor, Reason.SERVER_CERTIFICATE_EXPIRED);
    }
  }

  @Test
  void client_wrongFingerprintInTheLink_isRefused() {
    CaFingerprint other = CaFingerprint.of(ProtocolBytes.random(32).toByteArray());
    var address = server.link().enrollment();
    try (EnrollmentConnection connection =
        EnrollmentConnection.open(
            new Endpoint("127.0.0.1", address.getPort()), other, InstantSource.system())) {
      SottoException refusal = catchThrowableOfType(SottoException.class, connection::serverFacts);
      assertThat(refusal.reason()).isEqualTo(Reason.WRONG_SERVER.name());
    }
  }

  private static void refused(ImpostorServer impostor, Reason reason) {
    assertThat(refusal(impostor).reason()).isEqualTo(reason.name());
    assertThat(impostor.calls()).isZero();
  }

  private static SottoException refusal(ImpostorServer impostor) {
    CaFingerprint pinned = CaFingerprint.of(fingerprint().toByteArray());
    try (EnrollmentConnection connection =
        EnrollmentConnection.open(
            new Endpoint("127.0.0.1", impostor.port()), pinned, InstantSource.system())) {
      return catchThrowableOfType(SottoException.class, connection::serverFacts);
    }
  }

  private static ForgedCertificates asServer() {
    return ForgedCertificates.like(alice.device().certificate(), server.caKey())
        .withPurpose(KeyPurposeId.id_kp_serverAuth);
  }

  private static KeyPair pair() {
    return alice.device().keys().tls();
  }

  private static ByteString fingerprint() {
    return server.link().fingerprint();
  }

  private static String serverName() {
    String hex = java.util.HexFormat.of().formatHex(fingerprint().toByteArray());
    return hex.substring(0, 32) + ".sotto.internal";
  }
}
