package chat.sotto.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.sotto.service.pki.CertificateAuthority;
import chat.sotto.service.support.CapturedLog;
import chat.sotto.service.support.Refused;
import chat.sotto.service.support.TestDevice;
import chat.sotto.service.support.TestServer;
import chat.sotto.service.support.TestServer.Client;
import chat.sotto.v1.AdminServiceGrpc;
import chat.sotto.v1.ChatServiceGrpc;
import chat.sotto.v1.CreateInviteRequest;
import chat.sotto.v1.DisableUserRequest;
import chat.sotto.v1.EnrollmentServiceGrpc;
import chat.sotto.v1.GetServerInfoRequest;
import chat.sotto.v1.GetSessionRequest;
import chat.sotto.v1.RevokeDeviceRequest;
import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServerRequest;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server offers to whom, by its configuration and for how long. */
class ServerOffersTest {
  private static Client operator(TestServer server) throws IOException {
    return server.join("operator", TestServer.token(server.server.createOperatorInvite())).login();
  }

  @Test
  void channelz_ordinarySession_needsTheScope() throws IOException {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice").login();
      Client operator = operator(server);

      assertThat(Refused.by(() -> servers(alice)).reason()).isEqualTo("SCOPE_REQUIRED");
      assertThat(servers(operator)).isPositive();
    }
  }

  private static int servers(Client client) {
    return client
        .withSession(ChannelzGrpc.newBlockingStub(client.channel))
        .getServers(GetServersRequest.getDefaultInstance())
        .getServerCount();
  }

  @Test
  void channelz_unknownServer_isNotFoundAndNoIncident() throws IOException {
    try (TestServer server = TestServer.start();
        CapturedLog log = new CapturedLog()) {
      Client operator = operator(server);

      Refused refused =
          Refused.by(
              () ->
                  operator
                      .withSession(ChannelzGrpc.newBlockingStub(operator.channel))
                      .getServer(GetServerRequest.newBuilder().setServerId(-1).build()));

      assertThat(refused.reason()).isEqualTo("TARGET_NOT_FOUND");
      assertThat(log.lines()).doesNotContain("incident");
    }
  }

  @Test
  void health_ofEachServiceAndOverall_isServing() throws IOException {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice");

      for (String service :
          List.of(
              "",
              "sotto.v1.AdminService",
              "sotto.v1.AttachmentService",
              "sotto.v1.AuthService",
              "sotto.v1.ChatService",
              "sotto.v1.DirectoryService",
              "sotto.v1.VaultService")) {
        assertThat(HealthGrpc.newBlockingStub(alice.channel).check(question(service)).getStatus())
            .as(service)
            .isEqualTo(ServingStatus.SERVING);
      }
    }
  }

  @Test
  void health_ofAnUnknownService_isNotFoundAndNoIncident() throws IOException {
    try (TestServer server = TestServer.start();
        CapturedLog log = new CapturedLog()) {
      Client alice = server.join("alice");

      Refused refused =
          Refused.by(
              () ->
                  HealthGrpc.newBlockingStub(alice.channel)
                      .check(question("sotto.v1.EnrollmentService")));

      assertThat(refused.reason()).isEqualTo("TARGET_NOT_FOUND");
      assertThat(refused.code()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(log.lines()).doesNotContain("incident");
    }
  }

  @Test
  void health_watchedWhileTheServerDrains_turnsToNotServingAndEnds() throws IOException {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice");
      Iterator<HealthCheckResponse> told = watch(alice);
      assertThat(told.next().getStatus()).isEqualTo(ServingStatus.SERVING);

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server::close);

      assertThat(told.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(Refused.by(told::hasNext).reason()).isEqualTo("GOING_AWAY");
      // Far below the time that calls have to end.
      assertThat(closing).succeedsWithin(Duration.ofSeconds(4));
    }
  }

  @Test
  void health_watchedByADeviceThatIsRevoked_ends() throws IOException {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice").login();
      Iterator<HealthCheckResponse> told = watch(alice);
      assertThat(told.next().getStatus()).isEqualTo(ServingStatus.SERVING);

      var unused =
          alice
              .auth()
              .revokeDevice(
                  RevokeDeviceRequest.newBuilder()
                      .setDeviceId(ByteString.copyFrom(alice.device.deviceId))
                      .setGeneration(2)
                      .build());

      assertThat(Refused.by(told::hasNext).reason()).isEqualTo("DEVICE_REVOKED");
    }
  }

  @Test
  void reflection_ofAUserWhoIsDisabled_ends_andNotThatOfOthers() throws Exception {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice").login();
      Client operator = operator(server);
      Reflecting hers = new Reflecting(alice);
      Reflecting others = new Reflecting(operator);

      var unused =
          operator
              .withSession(AdminServiceGrpc.newBlockingStub(operator.channel))
              .disableUser(DisableUserRequest.newBuilder().setUsername("alice").build());

      await().atMost(Duration.ofSeconds(10)).until(hers.ended::isDone);
      assertThat(Refused.of(hers.ended.handle((ok, failure) -> failure).join()).reason())
          .isEqualTo("USER_DISABLED");
      others.requests.onCompleted();
      assertThat(others.ended).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  /** A stream of reflection that stays open. */
  private static final class Reflecting implements StreamObserver<ServerReflectionResponse> {
    final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    final StreamObserver<ServerReflectionRequest> requests;
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();

    Reflecting(Client client) {
      requests = ServerReflectionGrpc.newStub(client.channel).serverReflectionInfo(this);
      requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      answered.join();
    }

    @Override
    public void onNext(ServerReflectionResponse response) {
      answered.complete(true);
    }

    @Override
    public void onError(Throwable failure) {
      answered.completeExceptionally(failure);
      ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      ended.complete(true);
    }
  }

  private static Iterator<HealthCheckResponse> watch(Client client) {
    return HealthGrpc.newBlockingStub(client.channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .watch(question("sotto.v1.ChatService"));
  }

  private static HealthCheckRequest question(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }

  @Test
  void reflection_listsAllServicesAndResolvesConnect() throws Exception {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice");

      var services = reflect(alice, ServerReflectionRequest.newBuilder().setListServices(""));
      assertThat(services.getListServicesResponse().getServiceList())
          .extracting("name")
          .containsExactlyInAnyOrder(
              "sotto.v1.AdminService",
              "sotto.v1.AttachmentService",
              "sotto.v1.AuthService",
              "sotto.v1.ChatService",
              "sotto.v1.DirectoryService",
              "sotto.v1.VaultService",
              "grpc.channelz.v1.Channelz",
              "grpc.health.v1.Health",
              "grpc.reflection.v1.ServerReflection");

      var file =
          reflect(
              alice,
              ServerReflectionRequest.newBuilder()
                  .setFileContainingSymbol("sotto.v1.ChatService.Connect"));
      FileDescriptorProto found =
          FileDescriptorProto.parseFrom(file.getFileDescriptorResponse().getFileDescriptorProto(0));
      assertThat(found.getService(0).getMethodList())
          .filteredOn(method -> method.getName().equals("Connect"))
          .singleElement()
          .returns(true, MethodDescriptorProto::getClientStreaming)
          .returns(true, MethodDescriptorProto::getServerStreaming)
          .returns(".sotto.v1.ConnectRequest", MethodDescriptorProto::getInputType);
    }
  }

  private static ServerReflectionResponse reflect(
      Client client, ServerReflectionRequest.Builder question) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(client.channel)
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
    requests.onNext(question.build());
    ServerReflectionResponse response = answer.get(10, TimeUnit.SECONDS);
    requests.onCompleted();
    return response;
  }

  @Test
  void register_deviceIdOfAnotherAccount_isRefused() throws IOException {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice");
      TestDevice bob = server.newDevice("bob");
      System.arraycopy(alice.device.deviceId, 0, bob.deviceId, 0, bob.deviceId.length);

      Refused refused =
          Refused.by(() -> server.enrollment().register(bob.registration(server.token()).build()));

      assertThat(refused.reason()).isEqualTo("DEVICE_EXISTS");
    }
  }

  @Test
  void withoutEnrollment_membersStayAndNobodyJoins(@TempDir Path dir) throws IOException {
    ServerConfig durable =
        ServerConfig.durable(dir.resolve("server"))
            .withBind("127.0.0.1")
            .withPorts(ServerConfig.Ports.of(0), ServerConfig.Ports.of(0));
    try (TestServer first = TestServer.start(config -> durable)) {
      Client operator = operator(first);
      first.server.close();

      try (SottoServer second = SottoServer.start(durable.withoutEnrollment())) {
        assertThat(second.enrollmentPort()).isEmpty();
        assertThat(second.enrollmentEndpoint()).isEmpty();
        assertThat(second.joinLink()).isEmpty();
        assertThatThrownBy(second::createOperatorInvite).isInstanceOf(IllegalStateException.class);
        ManagedChannel channel =
            first.channel(operator.device.tls, operator.certificate, second.chatPort());
        var admin = Client.withToken(AdminServiceGrpc.newBlockingStub(channel), operator.token());
        Refused refused =
            Refused.by(
                () ->
                    admin.createInvite(
                        CreateInviteRequest.newBuilder()
                            .setUses(1)
                            .setLifetimeSeconds(60)
                            .build()));
        assertThat(refused.reason()).isEqualTo("REGISTRATION_CLOSED");
      }
    }
  }

  @Test
  void bind_ipv6_listensThereAndSaysSoInTheLink() throws Exception {
    InetAddress loopback = InetAddresses.forString("::1");
    Assumptions.assumeTrue(
        NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6");

    try (SottoServer server = SottoServer.start(ServerConfig.throwAway().withBind("::1"))) {
      int port = server.enrollmentPort().orElseThrow();
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, port))
              .sslContext(
                  GrpcSslContexts.forClient()
                      .trustManager(InsecureTrustManagerFactory.INSTANCE)
                      .build())
              .overrideAuthority("localhost")
              .build();
      try {
        var info =
            EnrollmentServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .getServerInfo(GetServerInfoRequest.getDefaultInstance());
        assertThat(info.getChatPort()).isEqualTo(server.chatPort());
      } finally {
        channel.shutdownNow();
      }
      assertThat(server.joinLink().orElseThrow()).startsWith("sotto://[::1]:" + port + "/#");
    }
  }

  @Test
  void call_onAConnectionWhoseCertificateHasExpired_isRefusedAndEndsIt() throws IOException {
    try (TestServer server = TestServer.start()) {
      Client alice = server.join("alice").login();
      assertThat(server.server.chatConnections()).isEqualTo(1);
      server.clock.advance(CertificateAuthority.DEVICE_VALIDITY.plusSeconds(1));

      Refused refused =
          Refused.by(() -> alice.auth().getSession(GetSessionRequest.getDefaultInstance()));

      assertThat(refused.reason()).isEqualTo("CERTIFICATE_REQUIRED");
      await().atMost(Duration.ofSeconds(5)).until(() -> server.server.chatConnections() == 0);
    }
  }

  @Test
  void stream_onAConnectionWhoseCertificateHasExpired_endsByItself() throws IOException {
    try (TestServer server =
        TestServer.start(
            config -> config.withLimits(config.limits().withStreamCheck(Duration.ofMillis(50))))) {
      Client alice = server.join("alice").login();
      TestStream stream =
          TestStream.open(alice.withSession(ChatServiceGrpc.newStub(alice.channel)), true);
      stream.hello();
      stream.awaitCaughtUp();

      server.clock.advance(CertificateAuthority.DEVICE_VALIDITY.plusSeconds(1));

      assertThat(stream.awaitFailure()).isEqualTo("UNAVAILABLE GOING_AWAY");
    }
  }
}
