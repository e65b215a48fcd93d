package chat.sotto.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.sotto.it.wire.ForgedCertificates;
import chat.sotto.it.wire.Person;
import chat.sotto.it.wire.Refusal;
import chat.sotto.it.wire.ServerLog;
import chat.sotto.it.wire.TestServer;
import chat.sotto.it.wire.WireConnection;
import chat.sotto.it.wire.WireDevice;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.LoginRequest;
import com.google.common.base.Throwables;
import io.grpc.Status;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Client certificates that are wrong in one thing. The first test shows that a forged one that is
 * wrong in nothing is accepted: so it is that one thing that the others are refused for.
 */
class CertificateFaultsTest {
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
  void call_certificateRightInEverything_isTaken() {
    WireDevice twin = alice.device().withCertificate(forge(good -> good));
    try (WireConnection connection = twin.login(server.chat())) {
      assertThat(connection.auth().getSession(GetSessionRequest.getDefaultInstance()).getUsername())
          .isEqualTo("alice");
    }
  }

  @Test
  void call_certificateOfAnotherCa_getsAlertAndLogLine() {
    refused(forge(ForgedCertificates::byAnotherCa), "another authority", "UNKNOWN_CA");
  }

  @Test
  void call_expiredCertificate_getsAlertAndLogLine() {
    refused(
        forge(good -> good.endedBefore(Duration.ofMinutes(1))), "expired", "CERTIFICATE_EXPIRED");
  }

  @Test
  void call_certificateFromTheFuture_getsAlertAndLogLine() {
    refused(forge(good -> good.beginsIn(Duration.ofMinutes(5))), "future", "CERTIFICATE_EXPIRED");
  }

  @Test
  void call_certificateForServers_getsAlertAndLogLine() {
    refused(
        forge(good -> good.withPurpose(KeyPurposeId.id_kp_serverAuth)),
        "clientAuth",
        "UNSUPPORTED_CERTIFICATE");
  }

  @Test
  void call_certificateOfAnotherServersDevice_getsAlertAndLogLine() {
    String uri = ForgedCertificates.uriIn(alice.device().certificate());
    String serverId = uri.substring("sotto://".length(), "sotto://".length() + 32);
    String other = uri.replace(serverId, "0".repeat(32));
    refused(forge(good -> good.withUri(other)), "device of this server", "BAD_CERTIFICATE");
  }

  @Test
  void call_certificateWithoutDeviceName_getsAlertAndLogLine() {
    refused(
        forge(good -> good.withDns("alice.example")), "device of this server", "BAD_CERTIFICATE");
  }

  @Test
  void call_noCertificate_getsAlertAndLogLine() {
    try (ServerLog log = ServerLog.open();
        WireConnection connection =
            WireConnection.withoutCertificate(server.chat(), server.link().fingerprint())) {
      turnedAway(connection, log, "no client certificate", "CERTIFICATE_REQUIRED");
    }
  }

  @Test
  void call_certificateOfADeviceThatDoesNotExist_isUnauthenticated() {
    String uri = ForgedCertificates.uriIn(alice.device().certificate());
    String stranger =
        uri.substring(0, uri.lastIndexOf('/') + 1) + "00112233445566778899aabbccddeeff";
    WireDevice device = alice.device().withCertificate(forge(good -> good.withUri(stranger)));
    try (WireConnection connection = device.connect(server.chat())) {
      Refusal.of(() -> login(connection)).is(Status.Code.UNAUTHENTICATED, "UNKNOWN_DEVICE");
    }
  }

  private static X509Certificate forge(UnaryOperator<ForgedCertificates> change) {
    return change
        .apply(ForgedCertificates.like(alice.device().certificate(), server.caKey()))
        .issue(alice.device().keys().tls());
  }

  private static void refused(X509Certificate certificate, String logged, String alert) {
    try (ServerLog log = ServerLog.open();
        WireConnection connection =
            alice.device().withCertificate(certificate).connect(server.chat())) {
      turnedAway(connection, log, logged, alert);
    }
  }

  /** The alert reaches the client, the reason the server's log, and the good go on. */
  private static void turnedAway(
      WireConnection connection, ServerLog log, String logged, String alert) {
    Refusal refusal = Refusal.of(() -> login(connection));
    assertThat(refusal.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    Throwable cause = refusal.status().getCause();
    assertThat(cause).isNotNull();
    assertThat(Throwables.getStackTraceAsString(cause)).contains("ALERT_" + alert);
    await().untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(logged)));
    assertThat(
            alice
                .connection()
                .auth()
                .getSession(GetSessionRequest.getDefaultInstance())
                .getUsername())
        .isEqualTo("alice");
  }

  private static void login(WireConnection connection) {
    var unused =
        connection
            .auth()
            .login(LoginRequest.newBuilder().setAuthKey(alice.device().authKey()).build());
  }
}
