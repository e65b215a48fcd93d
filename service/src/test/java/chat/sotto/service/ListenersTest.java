package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.domain.DeviceId;
import chat.sotto.service.domain.DeviceRef;
import chat.sotto.service.domain.Username;
import chat.sotto.service.pki.CertificateAuthority;
import chat.sotto.service.support.CapturedLog;
import chat.sotto.service.support.ClientKeys;
import chat.sotto.service.support.MutableClock;
import chat.sotto.service.support.TestDevice;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.v1.AuthServiceGrpc;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.GetServerInfoRequest;
import chat.sotto.v1.GetSessionRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets through the two listeners' handshakes, and what stands behind them. */
class ListenersTest {
  private static final DeviceRef ALICE =
      new DeviceRef(Username.of("alice"), DeviceId.random(new SecureRandom()));

  private final CapturedLog log = new CapturedLog();
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
    log.close();
  }

  private void callWith(KeyPair keys, X509Certificate certificate) throws SSLException {
    ManagedChannel channel = server.channel(keys, certificate, server.server.chatPort());
    var unused =
        AuthServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .getSession(GetSessionRequest.getDefaultInstance());
  }

  private void assertRefused(KeyPair keys, X509Certificate certificate, String reason) {
    assertThatThrownBy(() -> callWith(keys, certificate))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(log.lines())
                    .anyMatch(
                        line ->
                            line.contains("event=\"handshake_failed\", listener=\"chat\"")
                                && line.contains("address=\"127.0.0.1\"")
                                && line.contains("reason=\"" + reason + '"')));
  }

  @Test
  void chat_withoutCertificate_refusesAndLogsWhy() {
    assertThatThrownBy(
            () -> {
              ManagedChannel channel = server.channel(null, null, server.server.chatPort());
              var unused =
                  AuthServiceGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(10, TimeUnit.SECONDS)
                      .getSession(GetSessionRequest.getDefaultInstance());
            })
        .isInstanceOf(StatusRuntimeException.class);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(log.lines())
                    .anyMatch(line -> line.contains("reason=\"no client certificate\"")));
  }

  @Test
  void chat_certificateOfAnotherAuthority_refusesAndLogsWhy() {
    KeyPair keys = ClientKeys.p256();
    X509Certificate foreign =
        CertificateAuthority.ephemeral(server.clock, new SecureRandom())
            .issueDevice(ALICE, keys.getPublic());

    assertRefused(keys, foreign, "a certificate of another authority");
  }

  @Test
  void chat_expiredCertificate_refusesAndLogsWhy() throws IOException {
    Client alice = server.join("alice");
    server.clock.advance(CertificateAuthority.DEVICE_VALIDITY.plusSeconds(1));

    assertRefused(alice.device.tls, alice.certificate, "an expired certificate");
  }

  @Test
  void chat_clockWrongByADay_stillTrusts() throws IOException {
    MutableClock clock = server.clock;
    Client alice = server.join("alice");
    clock.advance(Duration.ofDays(-1));

    assertThat(alice.login().token().size()).isEqualTo(32);
  }

  @Test
  void serverCertificate_carriesNamesAndTheAuthority() throws Exception {
    List<X509Certificate> chain = peerCertificates(enrollmentPort());

    assertThat(chain).hasSize(2);
    assertThat(chain.get(0).getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(ClientKeys.sha256(chain.get(1).getPublicKey().getEncoded()))
        .isEqualTo(server.fingerprint);
    assertThat(chain.get(0).getSubjectAlternativeNames())
        .contains(
            List.of(2, server.info.getServerId() + ".sotto.internal"),
            List.of(2, "localhost"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"));
  }

  @Test
  void tls12_isNotSpoken() {
    assertThat(catchThrowable(() -> handshake(enrollmentPort(), "TLSv1.2")))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void sessionTickets_areNotSent() throws Exception {
    SSLContext client = trustingAnybody();
    try (SSLSocket socket = connect(client, enrollmentPort(), "TLSv1.3")) {
      // HTTP/2's opening; the server's answer comes after any ticket would have come.
      socket
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isNotNegative();
    }

    // The JDK keeps one for the connection itself, and one more for each ticket.
    assertThat(Collections.list(client.getClientSessionContext().getIds())).hasSize(1);
  }

  @Test
  void enrollment_hasNothingButItsService() throws IOException {
    Client alice = server.join("alice");
    ManagedChannel channel = server.channel(alice.device.tls, alice.certificate, enrollmentPort());

    assertThatThrownBy(
            () ->
                AuthServiceGrpc.newBlockingStub(channel)
                    .getSession(GetSessionRequest.getDefaultInstance()))
        .hasMessageContaining("UNIMPLEMENTED");
  }

  @Test
  void chat_hasNoEnrollment() throws IOException {
    Client alice = server.join("alice");

    assertThatThrownBy(
            () ->
                EnrollmentServiceGrpc.newBlockingStub(alice.channel)
                    .getServerInfo(GetServerInfoRequest.getDefaultInstance()))
        .hasMessageContaining("UNIMPLEMENTED");
  }

  @Test
  void health_withDeviceCertificateAlone_serves() throws IOException {
    Client alice = server.join("alice");

    assertThat(
            HealthGrpc.newBlockingStub(alice.channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void reflection_withDeviceCertificateAlone_listsServices() throws Exception {
    Client alice = server.join("alice");
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(alice.channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    var services = answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList();
    requests.onCompleted();

    assertThat(services).anyMatch(service -> service.getName().equals("sotto.v1.AuthService"));
  }

  @Test
  void connections_beyondTheBound_areTurnedAway() throws IOException {
    try (TestServer small =
        TestServer.start(config -> config.withLimits(config.limits().withMaxConnections(1)))) {
      TestDevice device = small.newDevice("bob");
      var certificate =
          TestServer.certificate(
              small
                  .enrollment()
                  .register(device.registration(small.token()).build())
                  .getCertificate());
      small.connect(device, device.tls, certificate).login();

      assertThatThrownBy(() -> small.connect(device, device.tls, certificate).login())
          .hasMessageContaining("UNAVAILABLE");
      assertThat(small.server.chatConnections()).isEqualTo(1);
    }
  }

  @Test
  void start_portInUse_saysWhichOne() {
    int taken = server.server.chatPort();

    assertThatThrownBy(
            () ->
                TestServer.start(
                    config ->
                        config.withPorts(ServerConfig.Ports.of(taken), ServerConfig.Ports.of(0))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + taken);
  }

  @Test
  void start_onIpv6_bracketsTheHostInLinks() throws IOException {
    try (TestServer ipv6 = TestServer.start(config -> config.withHosts(List.of("2001:db8::1")))) {
      assertThat(ipv6.server.joinLink().orElseThrow())
          .startsWith("sotto://[2001:db8::1]:" + ipv6.server.enrollmentPort().orElseThrow() + "/#");
    }
  }

  private int enrollmentPort() {
    return server.server.enrollmentPort().orElseThrow();
  }

  private static List<X509Certificate> peerCertificates(int port) throws Exception {
    try (SSLSocket socket = handshake(port, "TLSv1.3")) {
      return List.of(socket.getSession().getPeerCertificates()).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private static SSLSocket handshake(int port, String protocol) throws Exception {
    return connect(trustingAnybody(), port, protocol);
  }

  private static SSLSocket connect(SSLContext context, int port, String protocol)
      throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext trustingAnybody() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] anybody =
        io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory.INSTANCE
            .getTrustManagers();
    context.init(null, anybody, null);
    return context;
  }
}
